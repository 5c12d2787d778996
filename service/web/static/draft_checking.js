// The outline at the side and what is to be said about the draft, beside the fields concerned. Nothing here touches a
// field: remarks are lines of their own below it, and one click on "Sửa" is typed into the field as a person would.

import { boxNamed, button, changed, element, form, pairs, placeNamed, put, roomBelow, send, show } from "./form_inputs.js";
import { onKept } from "./draft_keeping.js";
import { onceLetGo } from "./pressing.js";

const WAIT = 700;
const MOST = 5; // remarks of wording at one field
const outline = document.querySelector("[data-outline]");
const general = document.querySelector("[data-general]");
let timer = 0;
let latest = 0;
let answers = 0;
// What is only missing is no fault of who is still writing: it stands at its field once somebody asks ("Kiểm tra", a step
// that was refused), before that it is counted.
let isAsked = new URLSearchParams(location.search).has("kiem_tra") || document.getElementById("danh-sach-loi") !== null;

export async function check() {
  clearTimeout(timer);
  latest += 1;
  const mine = latest;
  const { status, told } = await send(form.dataset.check, { pairs: JSON.stringify(pairs()) });
  if (status !== 200 || mine !== latest) return null;
  onceLetGo(() => draw(told));
  return told;
}

function draw(told) {
  for (const one of document.querySelectorAll("[data-remark]")) one.remove();
  for (const one of form.querySelectorAll("[data-marked]")) {
    one.removeAttribute("aria-invalid");
    delete one.dataset.marked;
  }
  // Places first: after each element that is made, the browser has to look for its inputs anew.
  const found = new Map([...told.outline, ...told.faults, ...told.questions, ...told.wording].map(({ name }) => [name, name ? placeNamed(name) : null]));
  const faults = told.faults.filter((one) => isAsked || !one.is_missing);
  drawOutline(told, faults, found);
  const room = element("ul");
  const tell = (one, line) => say(one, line, found.get(one.name) ?? null, room);
  for (const one of faults) tell(one, remark(one.message, "error"));
  for (const one of told.questions) tell(one, asked(one));
  const count = new Map();
  for (const one of told.wording) {
    count.set(one.name, (count.get(one.name) ?? 0) + 1);
    if (count.get(one.name) <= MOST) tell(one, worded(one));
  }
  for (const one of told.layout) tell({ name: "" }, remark(one.message, one.severity, one.basis));
  general.replaceChildren(summary(told), ...(room.children.length ? [room] : []));
}

function summary(told) {
  const open = told.questions.filter((one) => !one.is_answered).length;
  const missing = isAsked ? 0 : told.faults.filter((one) => one.is_missing).length;
  const parts = [[told.faults.length - missing, "chỗ cần sửa"], [missing, "chỗ chưa điền"], [open, "câu hỏi chờ xác nhận"], [told.wording.length, "gợi ý câu chữ"], [told.layout.length, "nhận xét thể thức"]];
  const words = parts.filter(([many]) => many).map(([many, what]) => `${many} ${what}`).join(", ");
  return element("p", words ? `Kiểm tra: ${words}.` : "Kiểm tra: dữ liệu đủ và đúng, không có câu hỏi nào.", { class: "help", "data-summary": "" });
}

function say(one, line, place, room) {
  line.dataset.remark = "";
  if (place) put(roomBelow(place), line);
  else {
    const item = element("li");
    if (one.label) item.append(element("b", `${one.label}: `));
    item.append(line);
    room.append(item);
  }
  if (place && line.dataset.severity === "error") document.getElementById(`${one.name}.$fault`)?.remove(); // said anew
  if (place && line.dataset.severity === "error" && !place.matches("details, fieldset")) {
    place.setAttribute("aria-invalid", "true");
    place.dataset.marked = "";
  }
}

function remark(words, severity, basis = "") {
  const line = element("div", "", { class: "remark", "data-severity": severity });
  line.append(element("p", words));
  if (basis) line.append(element("p", basis, { class: "basis" }));
  return line;
}

function worded(one) {
  const line = remark(one.message, one.severity, one.basis);
  if (one.mended === null || !one.span) return line;
  line.append(button(`Sửa thành “${one.mended}”`, () => mend(one, line), `Sửa “${one.quote}” thành “${one.mended}”`));
  return line;
}

// Offsets count letters of the normalised text; where it has changed since, the quote is looked for, and only if it stands once.
function mend(one, line) {
  const box = boxNamed(one.name);
  if (!box) return;
  if (box.value !== box.value.normalize("NFC")) box.value = box.value.normalize("NFC");
  const letters = [...box.value];
  let from = letters.slice(0, one.span[0]).join("").length;
  if (!box.value.startsWith(one.quote, from)) {
    from = box.value.indexOf(one.quote);
    if (from < 0 || box.value.indexOf(one.quote, from + 1) >= 0) return;
  }
  box.focus();
  box.setSelectionRange(from, from + one.quote.length);
  typed(box, one.mended);
  line.remove();
  soon();
}

// Puts a text in as if it were typed, so that Ctrl+Z takes it back.
export function typed(box, text) {
  if (!document.execCommand("insertText", false, text)) {
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    changed(box);
  }
}

// ---- questions

const reasons = new Map(); // typed and not confirmed yet: the next check draws its box anew

function asked(one) {
  const line = remark(one.message, one.is_answered ? "info" : "warn");
  const id = `ly-do-${one.code}-${one.path}`;
  if (one.is_answered) {
    line.append(element("p", `Đã xác nhận${one.reason ? `: ${one.reason}` : ""}.`, { class: "basis" }), button("Bỏ xác nhận", () => {
      answerOf(one)?.remove();
      changed();
      soon();
    }));
    return line;
  }
  const row = element("div", "", { class: "question-reason" });
  const reason = element("input", "", { type: "text", id, maxlength: "500", class: "form-control form-control-sm w-auto flex-fill" });
  reason.value = reasons.get(id) ?? "";
  reason.addEventListener("input", (event) => {
    event.stopPropagation(); // no field of the draft yet
    reasons.set(id, reason.value);
  });
  row.append(element("label", "Lý do", { for: id }), reason, button("Xác nhận", () => answer(one, reason.value)));
  line.append(row);
  return line;
}

const answerOf = (one) => form.querySelector(`[data-answer="${CSS.escape(`${one.code} ${one.path}`)}"]`);

function answer(one, reason) {
  answerOf(one)?.remove();
  answers += 1;
  const key = `acknowledged[n${answers}]`;
  const kept = element("div", "", { "data-answer": `${one.code} ${one.path}` });
  for (const [name, value] of Object.entries({ code: one.code, path: one.path, subject: one.subject, $yes: "true", reason })) {
    kept.append(element("input", "", { type: "hidden", name: `${key}.${name}`, value }));
  }
  form.querySelector("[data-answers]").append(kept);
  changed();
  soon();
}

// ---- the outline

function drawOutline(told, faults, found) {
  const wrong = faults.map((one) => one.name);
  document.querySelector("[data-outline-empty]").hidden = told.outline.length > 0;
  outline.replaceChildren(...told.outline.map((one) => {
    const line = element("li", "", { "data-depth": String(one.depth) });
    const place = found.get(one.name);
    const words = `${one.number} ${one.title}`.trim() || "(chưa có tên)";
    const link = place ? element("a", words, { href: `#${place.id}` }) : element("span", words);
    if (place && one.depth > 1 && wrong.some((name) => name.startsWith(one.name))) link.append(element("span", " !", { class: "mark", title: "Có chỗ cần sửa", "aria-label": "có chỗ cần sửa", role: "img" }));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      show(placeNamed(one.name));
    });
    line.append(link);
    return line;
  }));
}

export function soon() {
  clearTimeout(timer);
  timer = setTimeout(check, WAIT);
}

// Where there is room, the outline stands open beside the form, and behind it for who goes by keyboard: it may have a
// hundred links. Elsewhere it is folded above the form.
const wide = window.matchMedia("(min-width: 62rem)");
const fold = document.querySelector("[data-outline-fold]");

function placeOutline() {
  const nav = fold.parentElement;
  fold.open = wide.matches;
  if (wide.matches) form.after(nav);
  else form.before(nav);
}

placeOutline();
wide.addEventListener("change", placeOutline);

onKept(soon);
form.querySelector("[data-check-now]")?.addEventListener("click", async (event) => {
  event.preventDefault();
  isAsked = true;
  const told = await check();
  const first = told?.faults.find((one) => one.name) ?? told?.questions.find((one) => one.name && !one.is_answered);
  if (first) show(placeNamed(first.name));
  else general.scrollIntoView({ block: "center" });
});
check();
