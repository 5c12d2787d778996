// Takes over what others saved, without touching what this person is typing: no field with the focus is changed, none
// that was changed here since. What has to wait stays as it is and is asked for again.

import { form, freshPage, pairs, valueOf, write } from "./form_inputs.js";

const INPUTS = "input[name]:not([type=file]), textarea[name], select[name]";
const inputsOf = (part) => [...part.querySelectorAll(INPUTS)].filter((box) => box.type !== "hidden" || !part.querySelector(`[type=checkbox][name="${CSS.escape(box.name)}"]`));
const listsOf = (root) => [...root.querySelectorAll("[data-list]")].filter((one) => !one.parentElement.closest("[data-list]"));

// The shape of a list: the names of its inputs, items counted instead of named.
function shape(list) {
  const known = new Map();
  return inputsOf(list).map((box) => box.name.replace(/\[[^\]]*\]/g, (key, at) => {
    const before = box.name.slice(0, at);
    const keys = known.get(before) ?? known.set(before, []).get(before);
    if (!keys.includes(key)) keys.push(key);
    return `[${keys.indexOf(key)}]`;
  })).join("\n");
}

// Returns {etag, base}: what the page begins with from now on; etag "" where something has to wait. Null: no answer.
export async function adopt(sent, isHeld) {
  const fresh = await freshPage();
  if (!fresh) return null;
  const told = new Map(sent);
  const left = new Map(); // name -> value that the page began with
  const waits = new Set();
  const take = (box, other) => {
    if (valueOf(box) === valueOf(other)) return;
    const free = box !== document.activeElement && valueOf(box) === (told.get(box.name) ?? "") && !isHeld(box.name);
    if (free) write(box, valueOf(other));
    else left.set(box.name, told.get(box.name) ?? "");
  };
  for (const list of listsOf(fresh)) {
    const own = document.getElementById(list.id);
    if (!own) continue;
    const boxes = inputsOf(own);
    if (shape(own) === shape(list)) inputsOf(list).forEach((other, at) => take(boxes[at], other));
    else if (own.contains(document.activeElement) || isHeldIn(boxes, told, isHeld)) waits.add(list.id);
    else replace(own, list);
  }
  for (const other of inputsOf(fresh.querySelector("[data-parts]"))) {
    const box = other.closest("[data-list]") ? null : form.querySelector(`[name="${CSS.escape(other.name)}"]:not([type=hidden])`);
    if (box) take(box, other);
  }
  const inside = (name) => [...waits].some((id) => name.startsWith(`${id}[`));
  const base = [...pairs().filter(([name]) => !inside(name)), ...sent.filter(([name]) => inside(name))]
    .map(([name, value]) => [name, left.get(name) ?? value]);
  return { etag: left.size || waits.size ? "" : fresh.dataset.etag, base };
}

function isHeldIn(boxes, told, isHeld) {
  return boxes.some((box) => valueOf(box) !== (told.get(box.name) ?? "") || isHeld(box.name));
}

function replace(own, list) {
  const open = [...own.querySelectorAll("details[open]"), own].filter((one) => one.open).map((one) => one.id);
  const made = document.importNode(list, true);
  own.replaceWith(made);
  for (const id of open) {
    const part = id && document.getElementById(id);
    if (part) part.open = true;
  }
}
