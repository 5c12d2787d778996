// Many items at once: the service gives the list as it is afterwards; the old one comes back with one "Hoàn tác".

import { button, changed, element, form, pairs, send } from "./form_inputs.js";

export async function changeList(list, fields, said) {
  const { status, told } = await send(form.dataset.lists, { pairs: JSON.stringify(pairs()), office: form.dataset.office, list: list.id, ...fields });
  if (status !== 200) return message(list, told.message ?? "Chưa làm được. Thử lại khi có kết nối.");
  const holder = document.createElement("template");
  holder.innerHTML = told.html;
  const made = holder.content.firstElementChild;
  if (!made) return null;
  list.replaceWith(made);
  made.open = true;
  const line = message(made, [said(told), ...told.faults].join(" "));
  const undo = button("Hoàn tác", () => {
    made.replaceWith(list);
    changed();
    list.querySelector("summary")?.focus();
  });
  undo.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key.toLowerCase() === "z") undo.click();
  });
  line.append(" ", undo);
  undo.focus();
  changed();
  return made;
}

export function message(list, words) {
  list.querySelector(":scope > .asked")?.remove();
  const line = element("p", words, { class: "asked", role: "status" });
  list.querySelector(":scope > summary").after(line);
  return line;
}
