// What windows that are closed now left behind in this browser: sent like any other save, and asked about where another
// person has changed the same field. A copy goes as soon as everything in it is on the server or decided.

import { isInside, showConflict } from "./draft_conflicts.js";
import { changeCopy, dropCopy, leftCopies } from "./draft_copies.js";

const without = (pairs, names) => pairs.filter(([name]) => !names.some((one) => isInside(name, one)));

// Sends all copies; gives "" or what is to be said where one could not be sent, and whether the page is behind now.
export async function restore(sendCopy, keep) {
  let isBehind = false;
  let isLeft = false;
  for (const [key, old] of await leftCopies()) {
    const { status, told } = await sendCopy(old);
    if (status !== 200) {
      isLeft = true;
      continue;
    }
    isBehind ||= keep.isBehind(told.etag);
    settle(key, old, told, keep);
  }
  return { isBehind, isLeft };
}

// From the first time on, the copy stands for its open questions alone: what the server took is not brought back again.
function settle(key, old, told, keep) {
  const notes = [...(old.notes ?? []), ...told.conflicts.filter((one) => one.was_removed).map((one) => ({ ...one, other: told.other }))];
  const asked = told.conflicts.filter((one) => !one.was_removed);
  const open = new Set([...notes, ...asked]);
  const store = () => {
    const left = [...open];
    if (!left.length) return dropCopy(key);
    const names = left.filter((one) => !one.was_removed).map((one) => one.name);
    changeCopy(key, { etag: "", base: without(old.pairs, names), pairs: old.pairs, notes: left.filter((one) => one.was_removed) });
  };
  const decided = (one) => (choice, name, _isWritten, mark) => {
    if (choice === "mine") keep.overrule(name, mark);
    open.delete(one);
    store();
    keep.copy();
    keep.said();
  };
  store();
  for (const one of asked) showConflict(one, told.other, { decided: decided(one), restored: true });
  for (const one of notes) showConflict(one, one.other, { decided: decided(one), restored: true });
}
