// The log-in box inside the page: what is typed stays where it is, and is saved afterwards.

import { button, element, form, signIn } from "./form_inputs.js";

let open = null;

// Why the service could not be asked at all; where it was asked, it says itself what is wrong.
function reason(status) {
  if (status === 0) return "Chưa kết nối được với máy chủ. Thử lại sau ít phút.";
  return status === 403
    ? "Trình duyệt không giữ cookie của trang này nên chưa đăng nhập được. Cho phép cookie của trang rồi thử lại."
    : "Máy chủ đang gặp lỗi. Thử lại sau ít phút.";
}

// What has happened, and what signing in means; `other` is the login of who is signed in here by now, "" for nobody.
function words(other) {
  const who = form.dataset.who;
  if (!other) return ["Phiên đăng nhập đã hết", `Chữ đang soạn vẫn còn trên máy này. Nhập mật khẩu của “${who}” để lưu tiếp.`];
  return [
    `“${other}” đang đăng nhập`,
    `Trang này của “${who}”, nay “${other}” đang đăng nhập trên trình duyệt này, nên chữ của “${who}” chưa được lưu; chữ vẫn còn trên máy này. Nhập mật khẩu của “${who}” để lưu tiếp: khi đó “${other}” thôi đăng nhập ở đây.`,
  ];
}

export function signInAgain(other = "") {
  open ??= new Promise((done) => {
    const box = element("dialog", "", { class: "ask", "aria-labelledby": "dang-nhap-lai" });
    const fields = element("form", "", { method: "dialog" });
    const password = element("input", "", { type: "password", class: "form-control mb-2", id: "mat-khau-lai", autocomplete: "current-password", required: "" });
    const said = element("p", "", { class: "fault", role: "alert" });
    const [title, explained] = words(other);
    fields.append(
      element("h2", title, { id: "dang-nhap-lai", class: "h5" }),
      element("p", explained),
      element("label", "Mật khẩu", { for: "mat-khau-lai", class: "form-label" }), password, said,
      element("button", "Đăng nhập", { type: "submit", class: "btn btn-primary me-2" }),
      button("Để sau", () => close(false)),
    );
    const close = (is_in) => {
      box.close();
      box.remove();
      open = null;
      done(is_in);
    };
    fields.addEventListener("submit", async (event) => {
      event.preventDefault();
      said.textContent = "";
      const { status, told } = await signIn({ login: form.dataset.who, password: password.value });
      if (status === 200) close(true);
      else said.textContent = told.message ?? reason(status);
    });
    box.addEventListener("cancel", () => close(false));
    box.append(fields);
    document.body.append(box);
    box.showModal();
    password.focus();
  });
  return open;
}
