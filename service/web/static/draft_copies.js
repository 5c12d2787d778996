// What this browser keeps until the server has it: one entry for each window, per user and draft, removed once saved.

import { form } from "./form_inputs.js";
import { prefixOf } from "./kept_copies.js";

const KEY = `${prefixOf(form.dataset.who)}${form.dataset.draft}.`;
const ANSWER_WAIT = 300; // milliseconds in which the windows that are open answer
const WHO = "who";
const mine = KEY + (crypto.randomUUID?.() ?? String(Math.random()).slice(2));

function write(key, copy) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), ...copy }));
    return true;
  } catch {
    return false; // switched off or full
  }
}

export const keepCopy = (copy) => write(mine, copy);
export const changeCopy = (key, copy) => write(key, copy);

export function dropCopy(key = mine) {
  try {
    localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
}

// ---- which windows are open: a copy of one of them is its own business

const heard = new Set();
let room = null;

function open() {
  if (!("BroadcastChannel" in window)) return;
  room = new BroadcastChannel(KEY);
  room.addEventListener("message", ({ data }) => (data === WHO ? room.postMessage(mine) : heard.add(data)));
}

open();
window.addEventListener("pagehide", () => room?.close());
window.addEventListener("pageshow", (event) => event.persisted && open());

async function openWindows() {
  heard.clear();
  room?.postMessage(WHO);
  await new Promise((done) => setTimeout(done, ANSWER_WAIT));
  return heard;
}

function copies() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(KEY) && key !== mine).flatMap((key) => {
      const copy = JSON.parse(localStorage.getItem(key));
      return Array.isArray(copy?.pairs) ? [[key, copy]] : [];
    });
  } catch {
    return [];
  }
}

// Copies of this draft that windows left behind which are closed now: [key, {etag, base, pairs, tried, notes}].
export async function leftCopies() {
  if (!copies().length) return [];
  const alive = await openWindows();
  return copies().filter(([key]) => !alive.has(key));
}
