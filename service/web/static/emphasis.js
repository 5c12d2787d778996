// **bold** and *italic*: two buttons, Ctrl+B and Ctrl+I, around what is selected.

import { form } from "./form_inputs.js";
import { typed } from "./draft_checking.js";

const KEYS = { b: "**", i: "*" };

function wrap(box, mark) {
  const { selectionStart: from, selectionEnd: to, value } = box;
  const inside = value.slice(from, to);
  const isOn = value.slice(from - mark.length, from) === mark && value.slice(to, to + mark.length) === mark;
  box.focus();
  if (isOn) {
    box.setSelectionRange(from - mark.length, to + mark.length);
    typed(box, inside);
    box.setSelectionRange(from - mark.length, to - mark.length);
  } else {
    typed(box, `${mark}${inside}${mark}`);
    box.setSelectionRange(from + mark.length, to + mark.length);
  }
}

let last = null;
form.addEventListener("focusin", (event) => {
  if (event.target.matches('textarea, input[type="text"]')) last = event.target;
});
form.addEventListener("keydown", (event) => {
  const mark = event.ctrlKey && !event.shiftKey && !event.altKey && !event.isComposing && KEYS[event.key.toLowerCase()];
  if (!mark || !event.target.matches("textarea")) return;
  event.preventDefault();
  wrap(event.target, mark);
});
for (const one of form.querySelectorAll("[data-emphasis]")) {
  one.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  one.addEventListener("click", () => last?.isConnected && wrap(last, one.dataset.emphasis));
}
form.querySelector(".emphasis").hidden = false;
