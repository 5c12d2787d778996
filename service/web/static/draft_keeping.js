// Saves the draft two seconds after the last change; what the server does not have is kept in this browser.

import { adopt } from "./draft_adopting.js";
import { hasConflicts, isInConflict, isInside, showConflict, showFirst } from "./draft_conflicts.js";
import { dropCopy, keepCopy } from "./draft_copies.js";
import { restore } from "./draft_restoring.js";
import { boxNamed, button, element, form, freshPage, pairs, send, write } from "./form_inputs.js";
import { asText, leftBox, typedSince } from "./left_text.js";
import { signInAgain } from "./sign_in_again.js";

const WAIT = 2000; // milliseconds after the last change
const COPY_WAIT = 500;
const RETRY = 5000;
const LOOK = 15000; // how often to ask whether somebody else has saved
const MOST_TRIED = 4;
const line = document.querySelector("[data-kept]");
const { who } = form.dataset; // whose page this is: nothing is saved as somebody else who signs in here meanwhile

let etag = form.dataset.etag;
let base = form.dataset.base ? JSON.parse(form.dataset.base) : pairs(); // the page may show more than it began with
let before = null; // what was begun with when the first open conflict came
let dirty = false;
let running = null;
let sending = null; // the inputs that are on their way
let tried = []; // as JSON, those that were sent and not answered: the server may have them
let isLater = false; // the log-in box was put off
let hasLeft = false;
let isClosed = false; // others took the draft on: nothing more can be saved
let timer = 0;
let copyTimer = 0;
const prefer = new Map(); // name of a field -> the mark of the other text that was shown there
const listeners = [];

export const onKept = (run) => listeners.push(run);
export const isUnsaved = () => dirty || running !== null;
export const isLocal = () => line.dataset.state === "local";
export const isOpen = () => isUnsaved() || before !== null;
export const mustChoose = () => hasConflicts() && !isClosed;
export const begun = () => ({ etag, base: JSON.stringify(base) });

function say(words, state, ...more) {
  const all = [words, ...more.map((one) => one.textContent)].join(" ");
  if (line.textContent !== all) line.replaceChildren(words, ...more.flatMap((one) => [" ", one]));
  line.dataset.state = state;
}

// When the server last took everything, and whether a choice is open on this page.
let keptWords = line.textContent;
function sayKept() {
  const asks = before !== null || hasConflicts();
  const view = asks ? [button("Xem", showFirst, "Xem chỗ sửa ở hai nơi")] : [];
  say(asks ? `${keptWords}; có chỗ sửa ở hai nơi` : keptWords, dirty ? "typing" : "kept", ...view);
}

const triedText = (more = null) => `[${[...new Set([...tried, ...(more ? [JSON.stringify(more)] : [])])].join(",")}]`;

export function copy() {
  clearTimeout(copyTimer);
  return hasLeft || keepCopy({ etag: before ? "" : etag, base: before ?? base, pairs: pairs(), tried: triedText(sending), left: left() });
}

// What was typed since the last save, with the words beside each input.
const left = () => typedSince(before ?? base, pairs(), (name) => wordsBeside(boxNamed(name)));

const wordsBeside = (box) => box?.labels?.[0]?.textContent.trim() || box?.getAttribute("aria-label") || "";

function touched() {
  if (isClosed) return void closed();
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
  if (isClosed) return Promise.resolve(false);
  if (running) return running.then(() => (dirty ? save() : true)); // what was typed since goes with the next one
  running = attempt().finally(() => {
    running = null;
    sending = null;
  });
  return running;
}

// Saves because a person wants it: who put the log-in box off is asked again.
export function saveNow() {
  isLater = false;
  return save();
}

async function attempt() {
  const sent = pairs();
  dirty = false;
  sending = sent;
  const chosen = [...prefer];
  const fields = { who, pairs: JSON.stringify(sent), etag, prefer: JSON.stringify(Object.fromEntries(chosen)), tried: triedText(), over: form.querySelector('[name="over"]')?.value ?? "" };
  let { status, told } = await send(form.dataset.keep, etag ? fields : { ...fields, base: JSON.stringify(base) });
  if (status === 409 && told.code === "base_needed") {
    ({ status, told } = await send(form.dataset.keep, { ...fields, base: JSON.stringify(base) }));
  }
  if (status !== 200) return failed(status, told, sent);
  for (const [name, mark] of chosen) if (prefer.get(name) === mark) prefer.delete(name);
  await kept(sent, told);
  return !dirty;
}

async function kept(sent, told) {
  if (told.conflicts.length) before ??= base;
  etag = told.etag;
  base = sent;
  tried = [];
  isLater = false;
  fillLabels(told.labels);
  if (told.is_merged) {
    const taken = await adopt(sent, (name) => isInConflict(name) || told.conflicts.some((one) => isInside(name, one.name)));
    etag = "";
    if (taken) ({ etag, base } = taken);
  }
  if (!hasConflicts() && !told.conflicts.length) before = null;
  if (before) copy();
  else if (!dirty) {
    clearTimeout(copyTimer);
    dropCopy();
  }
  keptWords = `Đã lưu ${told.at}`;
  sayKept();
  for (const one of told.conflicts) showConflict(one, told.other, { decided });
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
    document.dispatchEvent(new CustomEvent("labelled", { detail: box }));
  }
}

async function failed(status, told, sent) {
  dirty = true;
  if (status === 0 || status >= 500) unanswered(JSON.stringify(sent));
  const isCopied = copy();
  const where = isCopied ? "đang giữ trên máy này" : "máy này không giữ được, đừng đóng trang";
  const notSaved = (...more) => say(`Chưa lưu được, ${where}`, "local", ...more);
  const other = status === 403 && told.who !== who ? told.who : "";
  if (status === 401 || other) {
    const ask = [...(other ? [element("span", `“${other}” đang đăng nhập ở đây.`)] : []), button("Đăng nhập để lưu", saveNow)];
    notSaved(...(isLater ? ask : []));
    if (!isLater && (await signInAgain(other))) return attempt();
    isLater = true;
    notSaved(...ask);
  } else if (status === 403 && told.code === "form_expired") {
    if (await freshPage()) return attempt();
    notSaved();
  } else if (status === 409 && told.code === "wrong_state") {
    closed(told.message);
    return false;
  } else if (status && status < 500) {
    say(`${told.message ?? "Chưa lưu được"} (chữ đã gõ: ${where})`, "local");
    return false;
  } else notSaved();
  timer = setTimeout(save, RETRY);
  return false;
}

// The first ones and the latest are remembered: the server has one of them where only its answer was lost.
function unanswered(sent) {
  if (!tried.includes(sent)) tried = [...tried.slice(0, MOST_TRIED - 1), sent];
}

// Says who took the draft on, with a link to the document, and gives back what was typed since.
function closed(message) {
  const text = asText(left());
  isClosed = true;
  dirty = Boolean(text);
  if (dirty) copy();
  say("Không lưu được nữa", "local");
  let place = document.querySelector("[data-closed]");
  if (!place) {
    place = element("section", "", { class: "notice", role: "alert", tabindex: "-1", "data-closed": "" });
    const words = element("p", `${message} `);
    words.append(element("a", "Mở văn bản", { href: location.pathname.replace(/\/soan$/, "") }));
    place.append(words);
    form.before(place);
    place.scrollIntoView({ block: "start" });
  }
  const area = place.querySelector("[data-left-text]");
  if (area) area.value = text;
  else if (text) place.append(leftBox(text, dropLeft));
}

function dropLeft() {
  base = pairs();
  dirty = false;
  dropCopy();
}

async function decided(choice, name, isWritten, mark) {
  if (choice === "mine") return keepMine(name, mark);
  touched();
  if (!isWritten && (await save()) && !hasConflicts()) reopen(); // the other text has no place on this page
}

function keepMine(name, mark) {
  prefer.set(name, mark);
  base = base.filter(([one]) => !isInside(one, name));
  etag = "";
  dirty = true;
  say("Đang lưu…", "typing");
  save();
}

// As by its address: reloading would send again what the page was an answer to.
const reopen = () => location.replace(location.pathname);

async function look() {
  if (document.hidden || dirty || running || isClosed) return;
  try {
    const answer = await fetch(form.dataset.current, { headers: { Accept: "application/json" } });
    if (answer.status === 409) closed((await answer.json()).message);
    else if (answer.ok && (await answer.json()).etag !== etag && !dirty) save();
  } catch { /* the next save says so */ }
}

async function bringBack() {
  const sendCopy = (old) => send(form.dataset.keep, {
    who, pairs: JSON.stringify(old.pairs), base: JSON.stringify(old.base), etag: old.etag, prefer: "", tried: old.tried ?? "",
  });
  const overrule = (name, mark) => prefer.set(name, mark);
  const said = () => line.dataset.state === "kept" && sayKept();
  const { isBehind, isLeft } = await restore(sendCopy, { copy, overrule, said, isBehind: (now) => now !== etag });
  said();
  if (isLeft) say("Có chữ chưa lưu của lần trước, đang giữ trên máy này", "local");
  if (isBehind && !isOpen()) reopen();
}

document.addEventListener("left", () => {
  hasLeft = true;
});
form.addEventListener("input", touched);
document.addEventListener("visibilitychange", () => {
  if (document.hidden && dirty) save();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) look(); // the back button brought the page back as it was left
});
window.addEventListener("online", () => dirty && save());
setInterval(look, LOOK);
if ("dirty" in form.dataset) touched();
bringBack();
