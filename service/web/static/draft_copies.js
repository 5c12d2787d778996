// What this browser keeps until the server has it: one entry for each window, per user and draft, removed once saved.

import { form } from "./form_inputs.js";

const PREFIX = `van-ban.soan.${form.dataset.who}.`;
const KEY = `${PREFIX}${form.dataset.draft}.`;
const mine = KEY + (crypto.randomUUID?.() ?? String(Math.random()));

export function keepCopy(copy) {
  try {
    localStorage.setItem(mine, JSON.stringify({ at: Date.now(), ...copy }));
    return true;
  } catch {
    return false; // switched off or full
  }
}

export function dropCopy(key = mine) {
  try {
    localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
}

// Copies of this draft that other windows left behind: [key, {etag, base, pairs}].
export function leftCopies() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(KEY) && key !== mine).flatMap((key) => {
      const copy = JSON.parse(localStorage.getItem(key));
      return Array.isArray(copy?.pairs) ? [[key, copy]] : [];
    });
  } catch {
    return [];
  }
}
