// Lists of the form without a round trip: the buttons "Thêm ...", "Xóa", "Lên", "Xuống" do here what the server does
// where this file does not run. Names of inputs are paths; the server reads the items in the order of the page.

const form = document.getElementById("van-ban");
const PLACE = "__P__";
let added = 0;

export const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

function renumber(items) {
  const all = [...items.children].filter((one) => one.matches("[data-item]"));
  all.forEach((item, index) => {
    item.querySelector("[data-number]").textContent = String(index + 1);
  });
  const count = items.closest("[data-list]").querySelector(":scope > summary [data-count]");
  if (count) count.textContent = all.length ? `${all.length} mục` : "";
}

function add(button) {
  const pattern = button.dataset.add;
  const template = [...document.querySelectorAll("template")].find((one) => one.dataset.pattern === pattern);
  if (!template) return false;
  added += 1;
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replaceAll(PLACE, `${button.dataset.path}[n${added}]`);
  const item = holder.content.firstElementChild;
  const items = button.closest("[data-list]").querySelector("[data-items]");
  items.append(item);
  if (item.matches("details")) item.open = true;
  renumber(items);
  item.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  changed();
  return true;
}

// A copy stands behind the item it was made of, with all that is typed in it; only its label is its own.
function copy(button) {
  const item = button.closest("[data-item]");
  added += 1;
  const path = `${item.id.slice(0, item.id.lastIndexOf("["))}[n${added}]`;
  const made = item.cloneNode(true);
  const typed = [...item.querySelectorAll("input, textarea, select")];
  made.querySelectorAll("input, textarea, select").forEach((box, at) => {
    if (box.type === "checkbox") box.checked = typed[at].checked;
    else box.value = "label" in box.dataset ? "" : typed[at].value;
  });
  for (const part of [made, ...made.querySelectorAll("*")]) {
    for (const { name, value } of [...part.attributes]) {
      if (value.includes(item.id) && !(name === "value" && part.tagName !== "BUTTON")) part.setAttribute(name, value.replaceAll(item.id, path));
    }
  }
  item.after(made);
  made.open = true;
  renumber(item.parentElement);
  made.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  changed();
  return true;
}

function move(button, change) {
  const item = button.closest("[data-item]");
  change(item);
  renumber(item.parentElement);
  button.focus();
  changed();
  return true;
}

// The item leaves the page, and with it what would be sent; a line with "Hoàn tác" stands in its place.
function remove(button) {
  const item = button.closest("[data-item]");
  const items = item.parentElement;
  const line = document.createElement("p");
  line.className = "undo";
  const name = item.querySelector("[data-heading]")?.textContent.trim();
  line.append(name ? `Đã xóa “${name}”. ` : "Đã xóa một dòng. ");
  const undo = document.createElement("button");
  undo.type = "button";
  undo.textContent = "Hoàn tác";
  undo.addEventListener("click", () => {
    line.replaceWith(item);
    renumber(items);
    item.querySelector("summary, select, input:not([type=hidden])")?.focus();
    changed();
  });
  line.append(undo);
  item.replaceWith(line);
  renumber(items);
  undo.focus();
  changed();
  return true;
}

function act(button) {
  if ("add" in button.dataset) return add(button);
  if ("copy" in button.dataset) return copy(button);
  if ("remove" in button.dataset) return remove(button);
  if ("up" in button.dataset) return move(button, (item) => previous(item)?.before(item));
  if ("down" in button.dataset) return move(button, (item) => next(item)?.after(item));
  return false;
}

function previous(item) {
  let one = item.previousElementSibling;
  while (one && !one.matches("[data-item]")) one = one.previousElementSibling;
  return one;
}

function next(item) {
  let one = item.nextElementSibling;
  while (one && !one.matches("[data-item]")) one = one.nextElementSibling;
  return one;
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && act(button)) event.preventDefault();
});

// The heading of an item follows what is typed in it: kind and code of a document, else the first text.
function heading(item) {
  const value = (name) => item.querySelector(`[name$="${name}"]`)?.value.trim() ?? "";
  const own = [...item.querySelectorAll("input[type=text], textarea, select[data-space]")].find(
    (box) => box.closest("[data-item]") === item && !box.closest(".more") && !box.name.includes(".$") && box.value.trim(),
  );
  if (!own) return "";
  if (own.name.endsWith(".kind") && value(".code")) return `${own.value.trim()} ${value(".code")}`;
  const words = own.matches("select") ? own.selectedOptions[0].textContent : own.value;
  const line = words.trim().split("\n")[0];
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

form.addEventListener("change", (event) => {
  const item = event.target.closest?.("details[data-item]");
  const words = item && heading(item);
  if (words) item.querySelector(":scope > summary [data-heading]").textContent = words;
});

// Enter in a one-line input would press the first button of the form: a download that nobody asked for; in a one-line
// text that is long and stands in a taller box it would put in a line end that the document has not.
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.ctrlKey && event.target.matches('input[type="text"], textarea[data-line]')) event.preventDefault();
});

// From the keyboard: Ctrl+Enter adds an item to the list that one is in, Alt+arrow moves the item.
form.addEventListener("keydown", (event) => {
  const item = event.target.closest("details[data-item]");
  if (!item || event.isComposing) return;
  const press = (selector, root) => {
    event.preventDefault();
    root.querySelector(selector)?.click();
  };
  if (event.ctrlKey && !event.altKey && !event.shiftKey && event.key === "Enter") press(":scope > .buttons > [data-add]", item.closest("[data-list]"));
  if (event.altKey && !event.ctrlKey && !event.shiftKey && /^Arrow(Up|Down)$/.test(event.key)) {
    const focus = event.target;
    press(`:scope > .buttons > [data-${event.key === "ArrowUp" ? "up" : "down"}]`, item);
    focus.focus();
  }
});

document.documentElement.classList.add("scripted");

// A link to a field opens the parts that it is folded into.
function unfold() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  if (!target) return;
  for (let part = target.parentElement; part; part = part.parentElement) if (part.matches("details")) part.open = true;
  if (target.matches("details")) target.open = true;
  target.scrollIntoView();
  target.focus({ preventScroll: true });
}

window.addEventListener("hashchange", unfold);
document.addEventListener("click", (event) => {
  if (event.target.closest?.('a[href^="#"]')) setTimeout(unfold);
});

const first = document.querySelector("[data-focus]");
if (first) first.focus();
else unfold();
