// What a typed date, score or sum will be in the document, said below the field while it is typed; the field itself is
// never changed. What cannot be read is told as wrong.

import { element, form, roomBelow } from "./form_inputs.js";

const DAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];
const two = (number) => String(number).padStart(2, "0");

const read = (words) => ({ words, isRead: true });
const unread = (text, words) => (text.trim() ? { words, isRead: false } : read(""));

// ngày dưới 10 và tháng 1, 2 ghi thêm số 0 ở trước (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II khoản 4)
function dateWords(text) {
  const own = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*$/.exec(text);
  const iso = /^\s*(\d{4})-(\d{2})-(\d{2})\s*$/.exec(text);
  const [day, month, year] = own ? own.slice(1).map(Number) : iso ? iso.slice(1).map(Number).reverse() : [];
  if (!day) return unread(text, "Chưa đọc được ngày. Ghi như 05/3/2025.");
  const moment = new Date(Date.UTC(year, month - 1, day));
  if (moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== day) return unread(text, `Không có ngày ${text.trim()}.`);
  return read(`ngày ${two(day)} tháng ${month < 3 ? two(month) : month} năm ${year}, ${DAYS[moment.getUTCDay()]}`);
}

function pointWords(text) {
  const found = /^\s*(-?\d{1,6})(?:[.,](\d{0,2}))?\s*$/.exec(text);
  if (found) return read(found[2] === "" ? "" : `${found[1]},${(found[2] ?? "").padEnd(2, "0")}`); // "90," is not yet said
  if (/^\s*-?\d{1,6}[.,]\d{3,}\s*$/.test(text)) return unread(text, "Điểm có nhiều nhất hai chữ số sau dấu phẩy. Ghi như 90,50.");
  return unread(text, "Chưa đọc được điểm. Ghi như 90,50.");
}

function sumWords(text) {
  const digits = text.replace(/[\s.]/g, "");
  if (/^\d{1,15}$/.test(digits)) return read(`${digits.replace(/\B(?=(\d{3})+$)/g, ".")} đồng`);
  return unread(text, "Chưa đọc được số tiền. Ghi như 1.500.000.");
}

const decimalWords = (text) => (/^\s*(-?\d{1,18}([.,]\d{0,18})?)?\s*$/.test(text) ? read("") : unread(text, "Chưa đọc được số. Ghi như 90,5."));

const WORDS = { date: dateWords, points: pointWords, money: sumWords, decimal: decimalWords };

function echo(box) {
  const { words, isRead } = WORDS[box.dataset.form]?.(box.value) ?? read("");
  const room = roomBelow(box);
  let line = room.querySelector(":scope > .echo");
  if (!line && !words) return;
  if (!line) {
    line = element("p", "", { class: "echo", "aria-live": "polite" });
    box.after(line);
  }
  const shown = words === box.value.trim() ? "" : words;
  if (line.textContent !== shown) line.textContent = shown;
  line.classList.toggle("unread", !isRead);
}

for (const kind of ["input", "focusin"]) {
  form.addEventListener(kind, (event) => {
    if (event.target.matches?.("[data-form]")) echo(event.target);
  });
}
