// Logging out with text that only this browser has: it asks first, on every page, and takes the text along when told to.

import { draftsOf, dropCopies } from "./kept_copies.js";

const lastTries = [];

// What a page still tries before it is left; gives true once the server has everything of this page.
export const beforeLeaving = (run) => lastTries.push(run);

async function leave(event) {
  const sent = event.target;
  const login = sent.dataset.leave;
  if (!lastTries.length && !draftsOf(login).length) return;
  event.preventDefault();
  const results = await Promise.all(lastTries.map((run) => run()));
  const drafts = draftsOf(login);
  if (results.every(Boolean) && !drafts.length) sent.submit();
  else ask(sent, drafts);
}

function made(kind, words, attributes = {}) {
  const one = document.createElement(kind);
  one.textContent = words;
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  return one;
}

function ask(sent, drafts) {
  const box = made("dialog", "", { class: "ask", "aria-label": "Còn chữ chưa lưu" });
  const many = drafts.length > 1 ? `${drafts.length} bản nháp còn` : "Còn";
  box.append(made("p", drafts.length
    ? `${many} chữ chưa lưu được lên máy chủ, đang giữ trên máy này. Đăng xuất thì chữ ấy bị xóa khỏi máy, để người dùng máy sau không đọc được. Muốn giữ: mở bản nháp, đợi dòng “Đã lưu” rồi hãy đăng xuất.`
    : "Còn chữ chưa lưu được lên máy chủ, máy này cũng không giữ được: đăng xuất thì mất chữ ấy."));
  const here = location.pathname;
  const pages = drafts.map((draft) => sent.dataset.draft.replace("0", draft)).filter((page) => page !== here);
  if (pages.length) {
    const links = made("ul", "");
    for (const page of pages) {
      const item = made("li", "");
      item.append(made("a", pages.length > 1 ? `Mở bản nháp ${pages.indexOf(page) + 1}` : "Mở bản nháp", { href: page }));
      links.append(item);
    }
    box.append(links);
  }
  const stay = made("button", "Ở lại", { type: "button", class: "btn btn-primary me-2" });
  const go = made("button", "Xóa chữ chưa lưu và đăng xuất", { type: "button", class: "btn btn-outline-secondary" });
  stay.addEventListener("click", () => box.close());
  go.addEventListener("click", () => {
    dropCopies(sent.dataset.leave);
    document.dispatchEvent(new CustomEvent("left"));
    sent.submit();
  });
  box.addEventListener("close", () => box.remove());
  box.append(stay, go);
  document.body.append(box);
  box.showModal();
}

for (const one of document.querySelectorAll("form[data-leave]")) one.addEventListener("submit", leave);
