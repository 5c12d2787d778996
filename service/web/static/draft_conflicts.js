// Two people changed one field: both texts stand at the field until one is chosen.

import { boxNamed, button, changed, element, form, placeNamed, put, roomBelow, show, unfold, write } from "./form_inputs.js";

const open = new Map(); // name -> box on the page

export const isInside = (name, path) => path !== "" && (name === path || name.startsWith(`${path}.`) || name.startsWith(`${path}[`));
export const isInConflict = (name) => [...open.keys()].some((one) => isInside(name, one));
export const hasConflicts = () => open.size > 0;

// Leads to the first choice that is open, wherever it is folded away.
export function showFirst() {
  const choice = document.querySelector(".conflict button");
  if (choice) show(choice);
}

function writeAll(name, inputs) {
  const boxes = inputs.map(([ending, value]) => [boxNamed(name + ending), value]);
  if (!boxes.length || boxes.some(([box]) => !box)) return false;
  for (const [box, value] of boxes) write(box, value);
  changed(boxes[0][0]);
  return true;
}

// `decided(choice, name, isWritten, mark)` is called once one is chosen ("mine", "theirs", "seen"); the mark is that of
// the other text. `restored`: the page shows the other text, and the own one comes from a copy of this browser.
export function showConflict(conflict, other, { decided, restored = false }) {
  const name = restored ? conflict.path : conflict.name || conflict.path;
  open.get(name)?.remove();
  const box = element("div", "", { class: "conflict", role: "group", "aria-label": `Hai bản của trường ${conflict.label}` });
  const choose = (choice, inputs) => {
    const isWritten = inputs === null || writeAll(name, inputs);
    if (restored && !isWritten) return void said.replaceChildren("Ô này không còn trên trang. Hãy chép chữ của bạn sang chỗ khác, rồi chọn bản kia.");
    box.remove();
    open.delete(name);
    decided(choice, name, isWritten, conflict.mark);
  };
  const said = element("p");
  box.append(said);
  if (conflict.was_removed) {
    said.append(`${conflict.label}: một người đã xóa mục này, người kia vừa sửa. Mục được giữ lại; không cần nữa thì xóa lại.`);
    box.append(button("Đã rõ", () => choose("seen", null)));
  } else {
    said.append(`${other.charAt(0).toUpperCase()}${other.slice(1)} và bạn cùng sửa “${conflict.label}”. Chọn một bản:`);
    const both = element("dl");
    both.append(element("dt", "Của tôi"), element("dd", conflict.mine || "(để trống)"), element("dt", `Của ${other}`), element("dd", conflict.theirs || "(để trống)"));
    box.append(
      both,
      button(`Lấy của ${other}`, () => choose("theirs", restored ? null : conflict.theirs_inputs)), " ",
      button("Giữ của tôi", () => choose("mine", restored ? conflict.mine_inputs : null)),
    );
  }
  open.set(name, box);
  const place = placeNamed(name);
  if (place) put(roomBelow(place), box);
  else document.querySelector("[data-conflicts]").append(box);
  unfold(box); // nobody would look for it in a folded item
  return box;
}
