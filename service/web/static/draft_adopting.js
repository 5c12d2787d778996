// Takes over what others saved, without touching what this person is typing: no field with the focus is changed, none
// that was changed here since. What has to wait stays as it is and is asked for again.

import { form, freshPage, pairs, valueOf, write } from "./form_inputs.js";

const INPUTS = "input[name]:not([type=file]), textarea[name], select[name]";
const PARTS = "[data-list], fieldset.source"; // what is changed as a whole, where its items are not the same
const inputsOf = (part) => [...part.querySelectorAll(INPUTS)].filter((box) => box.type !== "hidden" || !part.querySelector(`[type=checkbox][name="${CSS.escape(box.name)}"]`));

function outermost(selector, root) {
  return [...root.querySelectorAll(selector)].filter((one) => {
    const outer = one.parentElement.closest(PARTS);
    return !outer || !root.contains(outer);
  });
}

// Returns {etag, base}: what the page begins with from now on; etag "" where something has to wait. Null: no answer.
export async function adopt(sent, isHeld) {
  const fresh = await freshPage();
  if (!fresh) return null;
  const adopting = new Adopting(sent, isHeld);
  adopting.part({ root: form.querySelector("[data-parts]"), path: "" }, { root: fresh.querySelector("[data-parts]"), path: "" });
  adopting.answers(fresh.querySelector("[data-answers]"));
  return { etag: adopting.isWaiting ? "" : fresh.dataset.etag, base: adopting.base() };
}

class Adopting {
  constructor(sent, isHeld) {
    this.sent = sent;
    this.told = new Map(sent);
    this.isHeld = isHeld;
    this.now = pairs();
    this.agreed = new Set(); // names of inputs that are as the server has them
    this.waits = new Set(); // paths of what has to wait
    this.isWaiting = false;
  }

  // `own` and `other` are {root, path}: the same part of this page and of the fresh one.
  part(own, other) {
    const inputs = new Set(inputsOf(own.root));
    const boxes = new Map(outermost(INPUTS, own.root).filter((box) => inputs.has(box)).map((box) => [box.name.slice(own.path.length), box]));
    for (const box of outermost(INPUTS, other.root)) {
      const mine = boxes.get(box.name.slice(other.path.length));
      if (mine && (box.type !== "hidden" || mine.type === "hidden")) this.take(mine, box);
    }
    const parts = new Map(outermost(PARTS, own.root).map((one) => [one.id.slice(own.path.length), one]));
    for (const one of outermost(PARTS, other.root)) {
      const mine = parts.get(one.id.slice(other.path.length));
      if (mine) this.whole(mine, one, own.path, other.path);
    }
  }

  whole(mine, other, ownPath, otherPath) {
    const items = mine.matches("[data-list]") && this.sameItems(mine, other);
    if (items) items.forEach(([one, its]) => this.part(one, its));
    else if (!mine.matches("[data-list]") && this.isSame(mine, other)) inputsOf(mine).forEach((box) => this.agreed.add(box.name));
    else if (mine.contains(document.activeElement) || this.isChanged(mine)) this.wait(mine.id);
    else replace(mine, other, ownPath, otherPath).forEach((box) => this.agreed.add(box.name));
  }

  wait(path) {
    this.waits.add(path);
    this.isWaiting = true;
  }

  take(box, other) {
    const was = this.was(box);
    if (valueOf(box) !== valueOf(other)) {
      if (box === document.activeElement || valueOf(box) !== was || this.isHeld(box.name)) return void (this.isWaiting = true);
      write(box, valueOf(other));
    }
    this.agreed.add(box.name);
  }

  // What the page sent of an input; a box that is not ticked sends nothing, or the value of the hidden one beside it.
  was(box) {
    const value = this.told.get(box.name) ?? "";
    return box.type === "checkbox" && value !== box.value ? "" : value;
  }

  isSame(mine, other) {
    const values = (root) => JSON.stringify(inputsOf(root).map((box) => [box.name, valueOf(box)]));
    return values(mine) === values(other);
  }

  // Pairs of items where both lists have the same ones in the same order; null where one came, went or moved. An item is
  // known by its label, else by what it held; where neither list has the other's, it is the one at its place, changed.
  sameItems(mine, other) {
    const own = itemsOf(mine).map((one) => ({ ...one, key: keyOf(one, (box) => this.was(box)) })).filter((one) => !one.key.isBlank);
    const its = itemsOf(other).map((one) => ({ ...one, key: keyOf(one, valueOf) }));
    const has = (list, key) => list.some((one) => one.key.text === key.text);
    const isSame = own.length === its.length && own.every((one, at) => one.key.text === its[at].key.text || (!has(its, one.key) && !has(own, its[at].key)));
    return isSame ? own.map((one, at) => [one, its[at]]) : null;
  }

  isChanged(part) {
    const inside = (pairs) => JSON.stringify(pairs.filter(([name]) => isIn(name, part.id)));
    return inside(this.now) !== inside(this.sent) || inputsOf(part).some((box) => this.isHeld(box.name));
  }

  // What others answered to questions; the inputs are hidden, nobody types in them.
  answers(other) {
    const own = form.querySelector("[data-answers]");
    if (this.isSame(own, other)) inputsOf(own).forEach((box) => this.agreed.add(box.name));
    else if (this.now.some(([name, value]) => isIn(name, "acknowledged") && this.told.get(name) !== value)) this.isWaiting = true;
    else {
      own.replaceChildren(...[...document.importNode(other, true).children]);
      inputsOf(own).forEach((box) => this.agreed.add(box.name));
    }
  }

  // What the server has of this page: its inputs now where they agree, else as they were sent.
  base() {
    const found = [];
    const done = new Set();
    const whole = (path) => {
      if (!done.has(path)) found.push(...this.sent.filter(([name]) => isIn(name, path)));
      done.add(path);
    };
    for (const [name, value] of pairs()) {
      const path = [...this.waits].find((one) => isIn(name, one));
      if (path) whole(path);
      else if (this.agreed.has(name)) found.push([name, value]);
      else if (this.told.has(name)) found.push([name, this.told.get(name)]);
    }
    this.waits.forEach(whole);
    return found;
  }
}

const isIn = (name, path) => name.startsWith(`${path}[`) || name.startsWith(`${path}.`);

// The items of a list as {root, path}.
function itemsOf(list) {
  const found = [...list.querySelectorAll("[data-item]")].filter((one) => one.parentElement.closest("[data-list]") === list);
  return found.map((root) => ({ root, path: root.id.replace(/\.\$row$/, "") }));
}

function keyOf({ root, path }, valueIn) {
  const values = inputsOf(root).map((box) => [box.name.slice(path.length), valueIn(box)]);
  const label = values.find(([name, value]) => name === ".label" && value);
  const typed = values.filter(([, value]) => value);
  return { text: JSON.stringify(label ?? typed), isBlank: !typed.length };
}

// Puts a part of the fresh page in the place of the own one, under its names; gives its inputs.
function replace(own, other, ownPath, otherPath) {
  const open = [...own.querySelectorAll("details[open]"), own].filter((one) => one.open).map((one) => one.id);
  const made = document.importNode(other, true);
  if (ownPath !== otherPath) rename(made, otherPath, ownPath);
  own.replaceWith(made);
  for (const id of open) {
    const part = id && document.getElementById(id);
    if (part) part.open = true;
  }
  return inputsOf(made);
}

function rename(made, from, to) {
  for (const part of [made, ...made.querySelectorAll("*")]) {
    for (const { name, value } of [...part.attributes]) {
      if (value.includes(from) && !(name === "value" && part.tagName !== "BUTTON")) part.setAttribute(name, value.replaceAll(from, to));
    }
  }
}
