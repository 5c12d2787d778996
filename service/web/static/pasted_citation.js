// A whole citation pasted into the kind or the code of a cited document is taken apart into its fields, with one undo:
// "Hoàn tác" or Ctrl+Z. Only a paste does that; who types on before the service answers keeps what is typed.

import { boxNamed, button, changed, element, form, put, roomBelow, send, write } from "./form_inputs.js";

const TAKES = /\.(kind|code)$/;
const flat = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

export function isOfCitation(item, box) {
  const own = item?.querySelector('[data-label="citation"]');
  return Boolean(own) && own.name === `${item.id}.label` && TAKES.test(box.name) && box.name.startsWith(`${item.id}.`);
}

// Where the paste is only a part of the field, or cites nothing, the field is as the paste left it.
export async function takeApart(item, box, text) {
  if (flat(box.value) !== flat(text)) return;
  const { status, told } = await send(form.dataset.citation, { text });
  if (status !== 200 || !told.fields.kind || flat(box.value) !== flat(text)) return;
  const given = { [box.name.slice(item.id.length + 1)]: "", ...told.fields };
  const boxes = Object.keys(given).map((name) => [boxNamed(`${item.id}.${name}`), given[name]]).filter(([one]) => one);
  const before = boxes.map(([one]) => [one, one.value]);
  fillIn(boxes);
  offerUndo(item, box, boxes, before);
}

function fillIn(values) {
  for (const [one, value] of values) {
    if (one.value === value) continue;
    write(one, value);
    changed(one);
  }
}

// The offer lasts until one of these fields is changed again: what is typed there is not taken back with it.
function offerUndo(item, box, boxes, before) {
  const room = roomBelow(box);
  room.querySelector(":scope > .asked")?.remove();
  const line = element("div", "", { class: "asked", role: "status" });
  const undo = () => {
    end();
    fillIn(before);
    box.focus();
  };
  const onKey = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    undo();
  };
  const onInput = () => {
    if (!line.isConnected || boxes.some(([one, value]) => one.value !== value)) end();
  };
  const end = () => {
    line.remove();
    item.removeEventListener("keydown", onKey);
    form.removeEventListener("input", onInput);
  };
  line.append(element("p", "Đã tách câu viện dẫn vào các ô. Kiểm tra lại từng ô."), button("Hoàn tác", undo));
  put(room, line);
  item.addEventListener("keydown", onKey);
  form.addEventListener("input", onInput);
}
