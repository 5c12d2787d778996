// Pasting: rows of a spreadsheet fill a list, paragraphs are asked about, old Vietnamese codes are recognised. What is
// pasted into a field of one text is pasted as ever; a whole citation then goes into its fields (pasted_citation.js).

import { button, element, form, put, roomBelow, send } from "./form_inputs.js";
import { typed } from "./draft_checking.js";
import { changeList } from "./list_changes.js";
import { isOfCitation, takeApart } from "./pasted_citation.js";

const OLD_CODES = /[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]/;

form.addEventListener("paste", (event) => {
  const box = event.target;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!text || !box.matches('textarea, input[type="text"]')) return;
  const item = box.closest("details[data-item]");
  const paragraphs = text.split("\n").filter((line) => line.trim());
  if (item && /\t/.test(text) && box.closest("[data-list]") === item.closest("[data-list]")) {
    event.preventDefault();
    return void fill(item, box, text, "rows");
  }
  const isText = box.matches("textarea") || "line" in box.dataset;
  if (item && paragraphs.length > 1 && isText && box.closest("[data-list]") === item.closest("[data-list]")) {
    event.preventDefault();
    return ask(item, box, text, paragraphs);
  }
  const from = box.selectionStart;
  if (isOfCitation(item, box)) setTimeout(() => takeApart(item, box, text));
  if (OLD_CODES.test(text)) setTimeout(() => offerUnicode(box, from));
});

const fieldOf = (item, box) => box.name.slice(item.id.length + 1).split(/[.[]/)[0];

function fill(item, box, text, way) {
  const list = item.closest("[data-list]");
  const items = [...item.parentElement.children].filter((one) => one.matches("[data-item]"));
  return changeList(list, { way, text, at: String(items.indexOf(item)), field: fieldOf(item, box) }, (told) => `Đã thêm ${told.added} ${item.dataset.word}.`);
}

function ask(item, box, text, paragraphs) {
  const room = roomBelow(box);
  room.querySelector(":scope > .asked")?.remove();
  const line = element("div", "", { class: "asked", role: "group", "aria-label": "Cách dán" });
  const done = () => line.remove();
  const many = button(`Dán thành ${paragraphs.length} ${item.dataset.word}`, () => {
    done();
    fill(item, box, text, "paragraphs");
  });
  const one = button("Dán thành một đoạn", () => {
    done();
    box.focus();
    const from = box.selectionStart;
    typed(box, paragraphs.map((part) => part.trim()).join(" "));
    if (OLD_CODES.test(text)) offerUnicode(box, from);
  });
  line.append(element("p", `Đoạn vừa dán có ${paragraphs.length} dòng.`), many, " ", one, " ", button("Thôi", () => {
    done();
    box.focus();
  }));
  line.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    done();
    box.focus();
  });
  put(room, line);
  many.focus();
}

// Only what was just put in, from there to the cursor, is converted: the rest of the field is as its writer wants it.
async function offerUnicode(box, from) {
  const pasted = box.value.slice(from, box.selectionEnd);
  const { status, told } = await send(form.dataset.unicode, { text: pasted });
  if (status !== 200 || !told.encoding || told.text === pasted) return;
  const room = roomBelow(box);
  room.querySelector(":scope > .asked")?.remove();
  const line = element("div", "", { class: "asked", role: "status" });
  const said = element("p", `Chữ vừa dán dùng mã ${told.encoding}, không phải Unicode.`);
  const leave = button("Để nguyên", () => line.remove());
  line.append(said);
  if (told.text === null) said.append(" Trong đó có cả chữ đã đúng Unicode nên không chuyển được cả đoạn: hãy dán riêng phần chữ mã cũ.");
  else {
    line.append(button("Chuyển sang Unicode", () => {
      const at = placeOf(box, pasted, from);
      if (at < 0) return void said.replaceChildren("Chữ vừa dán đã được sửa nên không chuyển nữa. Hãy dán lại đoạn ấy.");
      line.remove();
      box.focus();
      box.setSelectionRange(at, at + pasted.length);
      typed(box, told.text);
    }), " ");
  }
  line.append(leave);
  put(room, line);
}

// Where the pasted text stands now: where it was put, else where it is found once; -1 where it is gone.
function placeOf(box, pasted, from) {
  if (box.value.startsWith(pasted, from)) return from;
  const at = box.value.indexOf(pasted);
  return at === box.value.lastIndexOf(pasted) ? at : -1;
}
