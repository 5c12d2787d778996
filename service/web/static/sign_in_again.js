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

export function signInAgain() {
  open ??= new Promise((done) => {
    const box = element("dialog", "", { class: "ask", "aria-labelledby": "dang-nhap-lai" });
    const fields = element("form", "", { method: "dialog" });
    const password = element("input", "", { type: "password", class: "form-control mb-2", id: "mat-khau-lai", autocomplete: "current-password", required: "" });
    const said = element("p", "", { class: "fault", role: "alert" });
    fields.append(
      element("h2", "Phiên đăng nhập đã hết", { id: "dang-nhap-lai", class: "h5" }),
      element("p", `Chữ đang soạn vẫn còn trên máy này. Nhập mật khẩu của “${form.dataset.who}” để lưu tiếp.`),
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
