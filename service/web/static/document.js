// Small comforts on pages of documents; everything works without them.
"use strict";

// The number is copied by one click where the browser lets us.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) { continue; }
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Đã chép";
  });
}

// A form is sent once; the server answers a second time with the same result anyway.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
  });
}
// A page that comes back from the history of the browser may be sent again: the key in it finds the result.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) { return; }
  for (const form of document.querySelectorAll("form[data-sent]")) { delete form.dataset.sent; }
});

// The button of an external series carries the number that is typed.
for (const button of document.querySelectorAll("[data-number-of]")) {
  const box = document.getElementById(button.dataset.numberOf);
  const name = () => {
    const number = box.value.trim();
    const words = button.dataset.words;
    button.textContent = /^0*[1-9][0-9]*$/.test(number) ? `${words} ${number.replace(/^0+/, "").padStart(2, "0")}` : words;
  };
  box.addEventListener("input", name);
  name();
}

// “Góp ý” at a paragraph brings the one form there without a round trip.
const form = document.querySelector("[data-say]");
if (form) {
  const about = form.querySelector("[data-about]");
  const whole = form.querySelector("[data-whole]");
  const home = document.createComment("say");
  form.before(home);
  const words = about.textContent;
  const goTo = (paragraph, text, place) => {
    form.elements.paragraph.value = paragraph;
    about.textContent = text;
    whole.hidden = !paragraph;
    place.after(form);
    form.elements.body.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-paragraph].say-link");
    if (!link) { return; }
    event.preventDefault();
    const text = link.parentElement.querySelector("p").textContent.trim();
    goTo(link.dataset.paragraph, `Góp ý cho đoạn: “${text.slice(0, 90)}${text.length > 90 ? "…" : ""}”`, link);
  });
  whole.addEventListener("click", (event) => {
    if (!form.elements.paragraph.value) { return; }
    event.preventDefault();
    goTo("", words.startsWith("Góp ý chung") ? words : "Góp ý chung cho văn bản.", home);
  });
  keepUnsent(form);
}

// A remark that is typed and not sent is not left behind: a step of the approval waits for it, any other way out asks.
function keepUnsent(remark) {
  const body = remark.elements.body;
  const isUnsent = () => body.value.trim() !== "" && !remark.dataset.sent;
  const hold = (event) => {
    event.preventDefault();
    event.stopPropagation();
    remark.querySelector("[data-unsent]")?.remove();
    const said = document.createElement("p");
    said.textContent = "Góp ý này chưa gửi. Bấm “Gửi góp ý”, hoặc xóa chữ ở ô này rồi bấm lại.";
    for (const [name, value] of Object.entries({ role: "alert", class: "bad", "data-unsent": "" })) { said.setAttribute(name, value); }
    remark.prepend(said);
    remark.scrollIntoView({ block: "center" });
    body.focus({ preventScroll: true });
  };
  document.addEventListener("submit", (event) => { if (event.target !== remark && isUnsent()) { hold(event); } }, true);
  document.addEventListener("click", (event) => { if (event.target.closest(".acts a") && isUnsent()) { hold(event); } }, true);
  window.addEventListener("beforeunload", (event) => { if (isUnsent()) { event.preventDefault(); } });
}
