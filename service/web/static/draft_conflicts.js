// Two people changed one field: both texts stand at the field until one is chosen.

import { boxNamed, button, changed, element, form, placeNamed, put, roomBelow, write } from "./form_inputs.js";

const open = new Map(); // name -> box on the page

export const isInside = (name, path) => path !== "" && (name === path || name.startsWith(`${path}.`) || name.startsWith(`${path}[`));
export const isInConflict = (name) => [...open.keys()].some((one) => isInside(name, one));
export const hasConflicts = () => open.size > 0;

function writeAll(name, inputs) {
  const boxes = inputs.map(([ending, value]) => [boxNamed(name + ending), value]);
  if (!boxes.length || boxes.some(([box]) => !box)) return false;
  for (const [box, value] of boxes) write(box, value);
  changed(boxes[0][0]);
  return true;
}

// `restored`: the page shows the other text, and the own one comes from a copy of this browser.
export function showConflict(conflict, other, { keepMine, takeTheirs, restored = false }) {
  const name = restored ? conflict.path : conflict.name || conflict.path;
  open.get(name)?.remove();
  const box = element("div", "", { class: "conflict", role: "group", "aria-label": `Hai bản của trường ${conflict.label}` });
  const done = () => {
    box.remove();
    open.delete(name);
  };
  if (conflict.was_removed) {
    box.append(element("p", `${conflict.label}: một người đã xóa mục này, người kia vừa sửa. Mục được giữ lại; không cần nữa thì xóa lại.`), button("Đã rõ", done));
  } else {
    const both = element("dl");
    both.append(element("dt", "Của tôi"), element("dd", conflict.mine || "(để trống)"), element("dt", `Của ${other}`), element("dd", conflict.theirs || "(để trống)"));
    box.append(
      element("p", `${other} và bạn cùng sửa “${conflict.label}”. Chọn một bản:`), both,
      button(`Lấy của ${other}`, () => {
        done();
        if (!restored && !writeAll(name, conflict.theirs_inputs)) return takeTheirs(name, true);
        return takeTheirs(name, false);
      }), " ",
      button("Giữ của tôi", () => {
        done();
        if (restored) writeAll(name, conflict.mine_inputs);
        else keepMine(name);
      }),
    );
  }
  open.set(name, box);
  const place = placeNamed(name);
  if (place) put(roomBelow(place), box);
  else document.querySelector("[data-conflicts]").append(box);
  return box;
}
