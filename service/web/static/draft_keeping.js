// Saves the draft two seconds after the last change; what the server does not have is kept in this browser.

import { adopt } from "./draft_adopting.js";
import { hasConflicts, isInConflict, isInside, showConflict } from "./draft_conflicts.js";
import { dropCopy, keepCopy, leftCopies } from "./draft_copies.js";
import { boxNamed, button, element, form, freshPage, pairs, send, write } from "./form_inputs.js";
import { signInAgain } from "./sign_in_again.js";

const WAIT = 2000; // milliseconds after the last change
const COPY_WAIT = 500;
const RETRY = 5000;
const LOOK = 15000; // how often to ask whether somebody else has saved
const line = document.querySelector("[data-kept]");

let etag = form.dataset.etag;
let base = pairs();
let before = null; // what was begun with when the first open conflict came
let dirty = false;
let running = null;
let timer = 0;
let copyTimer = 0;
const prefer = new Set();
const listeners = [];

export const onKept = (run) => listeners.push(run);
export const isUnsaved = () => dirty || running !== null;

function say(words, state) {
  if (line.textContent !== words) line.replaceChildren(words);
  line.dataset.state = state;
}

function copy() {
  clearTimeout(copyTimer);
  return keepCopy({ etag: before ? "" : etag, base: before ?? base, pairs: pairs() });
}

function touched() {
  if (!dirty) say("Đang soạn…", "typing");
  dirty = true;
  clearTimeout(timer);
  clearTimeout(copyTimer);
  timer = setTimeout(save, WAIT);
  copyTimer = setTimeout(copy, COPY_WAIT);
}

// Saves now; gives true once the server has everything.
export function save() {
  clearTimeout(timer);
  if (running) return running.then(() => (dirty ? save() : true)); // what was typed since goes with the next one
  running = attempt().finally(() => {
    running = null;
  });
  return running;
}

async function attempt() {
  const sent = pairs();
  dirty = false;
  const chosen = [...prefer];
  const fields = { pairs: JSON.stringify(sent), etag, prefer: chosen.join("\n") };
  let { status, told } = await send(form.dataset.keep, etag ? fields : { ...fields, base: JSON.stringify(base) });
  if (status === 409 && told.code === "base_needed") {
    ({ status, told } = await send(form.dataset.keep, { ...fields, base: JSON.stringify(base) }));
  }
  if (status !== 200) return failed(status, told);
  for (const name of chosen) prefer.delete(name);
  await kept(sent, told);
  return !dirty;
}

async function kept(sent, told) {
  if (told.conflicts.length) before ??= base;
  etag = told.etag;
  base = sent;
  form.querySelector('[name="etag"]').value = etag;
  fillLabels(told.labels);
  if (told.is_merged) {
    const taken = await adopt(sent, (name) => isInConflict(name) || told.conflicts.some((one) => isInside(name, one.name)));
    etag = "";
    if (taken) ({ etag, base } = taken);
  }
  if (!hasConflicts() && !told.conflicts.length) before = null;
  if (!dirty && !before) {
    clearTimeout(copyTimer);
    dropCopy();
  }
  say(before ? `Đã lưu ${told.at}; có chỗ hai người cùng sửa` : `Đã lưu ${told.at}`, dirty ? "typing" : "kept");
  for (const one of told.conflicts) showConflict(one, told.other, { keepMine, takeTheirs });
  if (before) line.append(" ", button("Xem", () => document.querySelector(".conflict")?.scrollIntoView({ block: "center" }), "Xem chỗ hai người cùng sửa"));
  for (const run of listeners) run(told);
}

// The server made a name for a new item: the page takes it, so that a later title changes nothing.
function fillLabels(labels) {
  for (const [name, value] of labels) {
    const box = boxNamed(name);
    if (!box || box.value || box === document.activeElement) continue;
    write(box, value);
    const known = base.find((one) => one[0] === name);
    if (known) known[1] = value;
  }
}

async function failed(status, told) {
  dirty = true;
  const isCopied = copy();
  const where = isCopied ? "đang giữ trên máy này" : "máy này không giữ được, đừng đóng trang";
  if (status === 401) {
    say(`Chưa lưu được, ${where}`, "local");
    if (await signInAgain()) return attempt();
  } else if (status === 403 && told.code === "form_expired") {
    if (await freshPage()) return attempt();
  } else if (status && status < 500) {
    say(`${told.message ?? "Chưa lưu được"} (chữ đã gõ: ${where})`, "local");
    return false;
  }
  say(`Chưa lưu được, ${where}`, "local");
  timer = setTimeout(save, RETRY);
  return false;
}

function keepMine(name) {
  prefer.add(name);
  base = base.filter(([one]) => !isInside(one, name));
  etag = "";
  dirty = true;
  say("Đang lưu…", "typing");
  save();
}

async function takeTheirs(_name, isElsewhere) {
  if (isElsewhere && (await save())) location.reload();
  else if (!hasConflicts()) touched();
}

// ---- what other windows left behind

async function restore() {
  let reload = false;
  for (const [key, old] of leftCopies()) {
    const { status, told } = await send(form.dataset.keep, {
      pairs: JSON.stringify(old.pairs), base: JSON.stringify(old.base), etag: old.etag, prefer: "",
    });
    if (status !== 200) {
      say("Có chữ chưa lưu của lần trước, đang giữ trên máy này", "local");
      continue;
    }
    reload ||= told.etag !== etag;
    if (told.conflicts.length) told.conflicts.forEach((one) => showConflict(one, told.other, { takeTheirs: () => dropCopy(key), restored: true }));
    else dropCopy(key);
  }
  if (reload && !dirty) location.reload();
}

async function look() {
  if (document.hidden || dirty || running) return;
  try {
    const answer = await fetch(form.dataset.current, { headers: { Accept: "application/json" } });
    if (answer.ok && (await answer.json()).etag !== etag && !dirty) save();
  } catch { /* the next save says so */ }
}

// ---- leaving

async function leave(event) {
  if (!isUnsaved() && line.dataset.state !== "local") return;
  event.preventDefault();
  const sent = event.target;
  if (await save()) return sent.submit();
  const box = element("dialog", "", { class: "ask", "aria-label": "Còn chữ chưa lưu" });
  box.append(
    element("p", "Còn chữ chưa lưu được lên máy chủ. Chữ ấy chỉ nằm trên máy này, và hiện lại khi bạn đăng nhập và mở bản nháp này trên máy này."),
    button("Ở lại", () => box.remove()), " ", button("Vẫn đăng xuất", () => sent.submit()),
  );
  document.body.append(box);
  box.showModal();
}

form.addEventListener("input", touched);
for (const link of form.querySelectorAll(".bar a.act")) {
  link.addEventListener("click", async (event) => {
    if (!isUnsaved() || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    await save();
    location.href = link.href;
  });
}
for (const one of document.querySelectorAll("form[data-leave]")) one.addEventListener("submit", leave);
form.addEventListener("submit", async (event) => {
  const action = event.submitter?.value ?? "keep";
  if (/^(fill|undo|refresh)/.test(action)) return void (dirty = false); // the service changes a list and shows the page
  event.preventDefault();
  if (!(await save())) return;
  if (action === "preview") location.href = location.pathname.replace(/soan$/, "xem-truoc");
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden && dirty) save();
});
window.addEventListener("pagehide", () => {
  if (dirty) copy();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) look(); // the back button brought the page back as it was left
});
window.addEventListener("online", () => dirty && save());
window.addEventListener("beforeunload", (event) => {
  if (dirty && !copy()) event.preventDefault();
});
setInterval(look, LOOK);
if ("dirty" in form.dataset) touched();
restore();
