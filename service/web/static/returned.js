// The button says how many changes are taken as they are chosen, or that words only become remarks; the server counts them again.
"use strict";

{
  const form = document.querySelector("[data-changes]");
  const button = form?.querySelector("[data-take]");
  const version = form?.querySelector("[data-makes-version]");
  const word = 'input[type="radio"][value="word"]:checked';
  const count = () => {
    const chosen = form.querySelectorAll(word).length;
    const taken = form.querySelectorAll(`${word}:not([data-refused])`).length;
    button.textContent = taken || !chosen ? `Nhận ${taken} thay đổi` : "Ghi vào góp ý";
    version.hidden = !taken;
  };
  if (button) {
    form.addEventListener("change", count);
    window.addEventListener("pageshow", count); // a page from the history keeps what was chosen
  }
  document.querySelector("[data-focus]")?.focus();
}
