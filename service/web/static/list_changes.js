// Many items at once: the service gives the list as it is afterwards; the old one comes back with one "Hoàn tác", as long
// as nothing else was changed in the list.

import { button, changed, element, form, pairs, send } from "./form_inputs.js";

const TRIES = 3; // who types while the service answers: it is asked again with what is typed

// What is typed in a list; labels are names that the service makes for new items.
const typedIn = (list) => JSON.stringify(pairs().filter(([name]) => name.startsWith(`${list.id}[`) && !name.endsWith(".label")));

async function changedList(id, fields) {
  for (let left = TRIES; left; left -= 1) {
    const before = typedIn({ id });
    const { status, told } = await send(form.dataset.lists, { pairs: JSON.stringify(pairs()), office: form.dataset.office, list: id, ...fields });
    if (status !== 200 || typedIn({ id }) === before) return { status, told };
  }
  return { status: 0, told: { message: "Danh sách đang được sửa nên chưa thêm được. Dừng tay rồi làm lại." } };
}

export async function changeList({ id }, fields, said) {
  const { status, told } = await changedList(id, fields);
  const list = document.getElementById(id);
  if (status !== 200) return message(list, told.message ?? "Chưa làm được. Thử lại khi có kết nối.");
  const holder = document.createElement("template");
  holder.innerHTML = told.html;
  const made = holder.content.firstElementChild;
  if (!made) return null;
  list.replaceWith(made);
  made.open = true;
  offerUndo(made, list, message(made, [said(told), ...told.said].join(" ")));
  changed();
  return made;
}

// The old list knows nothing of what is written later, here or by others: the first such change ends the offer, and the
// line says so.
function offerUndo(made, list, line) {
  const given = typedIn(made);
  const undo = button("Hoàn tác", () => {
    if (hasChanged()) return;
    made.replaceWith(list);
    changed();
    list.querySelector("summary")?.focus();
  });
  const hasChanged = () => {
    if (typedIn(made) === given) return false;
    undo.replaceWith("Danh sách đã được sửa tiếp nên không hoàn tác được nữa.");
    form.removeEventListener("input", hasChanged);
    return true;
  };
  undo.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key.toLowerCase() === "z") undo.click();
  });
  form.addEventListener("input", hasChanged);
  line.append(" ", undo);
  undo.focus();
}

export function message(list, words) {
  list.querySelector(":scope > .asked")?.remove();
  const line = element("p", words, { class: "asked", role: "status" });
  list.querySelector(":scope > summary").after(line);
  return line;
}
