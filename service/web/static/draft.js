// Keeps what is typed in this browser, so that a closed window loses nothing, and warns before leaving the page.
// One entry of localStorage holds the last drafts of a type: {id, at, pairs}. Nothing is sent anywhere.

const form = document.getElementById("van-ban");
const place = document.querySelector("[data-drafts]");
const KEY = `van-ban.ban-nhap.${form.dataset.type}`;
const MOST = 3; // drafts of one type
const WAIT = 1500; // milliseconds after the last key
const NOT_KEPT = new Set(["csrf", "seen", "action", "$removed"]);

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return []; // storage is switched off, or what it holds is damaged
  }
}

function write(drafts) {
  try {
    if (drafts.length) localStorage.setItem(KEY, JSON.stringify(drafts));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false; // switched off or full
  }
}

// A page that came back from the service goes on with the draft of its window; a fresh one begins its own.
function draftId() {
  const name = `${KEY}.id`;
  try {
    const old = sessionStorage.getItem(name);
    if (old && "dirty" in form.dataset) return old;
    const made = crypto.randomUUID?.() ?? String(Date.now());
    sessionStorage.setItem(name, made);
    return made;
  } catch {
    return String(Date.now());
  }
}

const id = draftId();

function keep() {
  const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && value && !NOT_KEPT.has(name));
  const others = read().filter((one) => one.id !== id).slice(0, MOST - 1);
  const mine = { id, at: new Date().toISOString(), pairs };
  if (!write([mine, ...others]) && !write([mine])) place.dataset.full = "";
}

// ---- unsaved changes

let dirty = "dirty" in form.dataset;
let sending = false;
let timer = 0;

form.addEventListener("input", () => {
  dirty = true;
  clearTimeout(timer);
  timer = setTimeout(() => (window.requestIdleCallback ?? setTimeout)(keep), WAIT);
});

form.addEventListener("submit", (event) => {
  sending = true;
  clearTimeout(timer);
  if (dirty) keep();
  if (event.submitter?.value === "save") dirty = false;
});

for (const kind of ["keydown", "pointerdown"]) {
  window.addEventListener(kind, () => { sending = false; }, { capture: true }); // a download leaves the page where it is
}

window.addEventListener("beforeunload", (event) => {
  if (!dirty || sending) return;
  keep();
  event.preventDefault();
});

// ---- drafts of earlier windows

function time(at) {
  const moment = new Date(at);
  const hour = moment.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false });
  return moment.toDateString() === new Date().toDateString() ? hour : `${hour} ngày ${moment.toLocaleDateString("vi-VN")}`;
}

function restore(draft) {
  const sent = document.createElement("form");
  sent.method = "post";
  sent.enctype = "multipart/form-data";
  sent.setAttribute("action", form.getAttribute("action")); // `form.action` is the button of that name
  const csrf = form.querySelector('[name="csrf"]').value;
  for (const [name, value] of [...draft.pairs, ["csrf", csrf], ["action", "restore"]]) {
    const box = document.createElement("textarea"); // keeps line ends, as an input would not
    box.name = name;
    box.value = value;
    sent.append(box);
  }
  sent.hidden = true;
  document.body.append(sent);
  try {
    sessionStorage.setItem(`${KEY}.id`, draft.id);
  } catch { /* the draft begins a new one */ }
  sending = true;
  sent.submit();
}

function button(words, run) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", run);
  return made;
}

function show() {
  const drafts = "dirty" in form.dataset ? [] : read().filter((one) => one.id !== id && Array.isArray(one.pairs));
  place.hidden = !drafts.length;
  place.replaceChildren(...drafts.map((draft) => {
    const line = document.createElement("p");
    line.className = "draft";
    const subject = draft.pairs.find(([name]) => name === "subject")?.[1] ?? "";
    const drop = button("Bỏ", () => {
      write(read().filter((one) => one.id !== draft.id));
      show();
    });
    drop.setAttribute("aria-label", `Bỏ bản đang soạn lúc ${time(draft.at)}`);
    line.append(button(`Khôi phục bản đang soạn lúc ${time(draft.at)}`, () => restore(draft)), drop);
    if (subject) line.append(` ${subject.slice(0, 90)}`);
    return line;
  }));
}

show();
