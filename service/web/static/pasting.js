// Pasting: rows of a spreadsheet fill a list, paragraphs are asked about, old Vietnamese codes are recognised. What is
// pasted into a field of one text is pasted as ever.

import { button, element, form, put, roomBelow, send } from "./form_inputs.js";
import { typed } from "./draft_checking.js";
import { changeList } from "./list_changes.js";

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
  if (OLD_CODES.test(text)) setTimeout(() => offerUnicode(box, text));
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
    typed(box, paragraphs.map((part) => part.trim()).join(" "));
    if (OLD_CODES.test(text)) offerUnicode(box, text);
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

async function offerUnicode(box, text) {
  const { status, told } = await send(form.dataset.unicode, { text: box.value });
  if (status !== 200 || !told.encoding || told.text === box.value) return;
  const room = roomBelow(box);
  room.querySelector(":scope > .asked")?.remove();
  const line = element("div", "", { class: "asked", role: "status" });
  const before = box.value;
  line.append(element("p", `Chữ vừa dán dùng mã ${told.encoding}, không phải Unicode.`), button("Chuyển sang Unicode", () => {
    line.remove();
    if (box.value !== before) return void offerUnicode(box, text);
    box.focus();
    box.select();
    typed(box, told.text);
  }), " ", button("Để nguyên", () => line.remove()));
  put(room, line);
}
