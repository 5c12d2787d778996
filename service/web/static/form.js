// Lists of the form without a round trip: the buttons "Thêm", "Xóa", "Lên", "Xuống" do here what the server does
// where this file does not run. Names of inputs are paths; the server reads the items in the order of the page.

const form = document.getElementById("van-ban");
const PLACE = "__P__";
let added = 0;

function renumber(items) {
  [...items.children].forEach((item, index) => {
    item.querySelector("[data-number]").textContent = String(index + 1);
  });
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
  item.open = true;
  renumber(items);
  item.querySelector("input, textarea, select")?.focus();
  return true;
}

function rearrange(button, change) {
  const item = button.closest("[data-item]");
  const items = item.parentElement;
  change(item);
  renumber(items);
  if (item.isConnected) button.focus();
  else items.parentElement.querySelector(":scope > .buttons > [data-add]").focus();
  return true;
}

const CHANGES = {
  up: (item) => item.previousElementSibling?.before(item),
  down: (item) => item.nextElementSibling?.after(item),
  remove: (item) => item.remove(),
};

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const change = Object.keys(CHANGES).find((name) => name in button.dataset);
  if (change ? rearrange(button, CHANGES[change]) : "add" in button.dataset && add(button)) event.preventDefault();
});

// A one-line text that is long stands in a taller box; Enter there would put in a line end that the document has not.
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("textarea[data-line]")) event.preventDefault();
});

// Enter in a one-line input would press the first button of the form: a download that nobody asked for.
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches('input[type="text"]')) event.preventDefault();
});

document.querySelector("[data-focus]")?.focus();
