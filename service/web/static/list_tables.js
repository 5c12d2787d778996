// A list that has a table: taken in from .xlsx, given out as .xlsx.

import { button, element, form, pairs, send } from "./form_inputs.js";
import { changeList, message } from "./list_changes.js";

const PLACES = new Set(form.dataset.tables.split(" ").filter(Boolean));

const FETCHED_AFTER = 60_000; // milliseconds: the browser fetches the file after the click, not in it

async function give(list) {
  const { status, told, file } = await send(form.dataset.workbook, { pairs: JSON.stringify(pairs()), list: list.id, office: form.dataset.office });
  if (status !== 200) {
    message(document.getElementById(list.id), told.message ?? "Chưa tải được bảng. Thử lại khi có kết nối.");
    return;
  }
  const link = element("a", "", { href: URL.createObjectURL(file), download: `${list.id.split(".").at(-1)}.xlsx` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FETCHED_AFTER);
}

function take(list) {
  const file = element("input", "", { type: "file", accept: ".xlsx,.csv" });
  file.addEventListener("change", () => changeList(document.getElementById(list.id), { way: "file", file: file.files[0] }, () => "Đã lấy dữ liệu từ tệp."));
  file.click();
}

// The list may have been given anew: its buttons are asked for whenever it is opened.
function offer(list) {
  if (!PLACES.has(list.id) || list.querySelector(":scope > [data-table]")) return;
  const line = element("p", "", { class: "buttons", "data-table": "" });
  line.append(button("Tải bảng .xlsx", () => give(list)), button("Lấy từ .xlsx…", () => take(list)));
  list.append(line);
}

for (const id of PLACES) {
  const list = document.getElementById(id);
  if (list?.open) offer(list);
}
form.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details[data-list]")) offer(event.target);
}, true);
