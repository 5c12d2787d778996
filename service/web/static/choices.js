// Labels that are chosen from a list are those of items on this page: what is added there is offered at once, and a list
// without anything to choose from says where that is made.

const form = document.getElementById("van-ban");
const SETTLED = ["kind", "code"]; // who has typed both has named a document

const boxesOf = (space) => form.querySelectorAll(`[data-label="${space}"]`);
const emptyOf = (list) => (list.nextElementSibling?.matches("[data-empty]") ? list.nextElementSibling : null);
const listsOf = (space) => form.querySelectorAll(`select[data-space="${space}"]`);

form.addEventListener("focusin", (event) => {
  const list = event.target;
  if (!list.matches?.("select[data-space]") || list.dataset.space.includes(".")) return;
  for (const box of boxesOf(list.dataset.space)) offer(list, box);
  const said = emptyOf(list);
  if (said) offerToAdd(said);
});

form.addEventListener("change", (event) => {
  const item = event.target.closest?.("[data-item]");
  const box = item && [...item.querySelectorAll("[data-label]")].find((one) => one.closest("[data-item]") === item);
  if (box && SETTLED.every((name) => item.querySelector(`[name$=".${name}"]`)?.value.trim())) offerAll(box);
});

// The service has made a label (draft_keeping.js).
document.addEventListener("labelled", (event) => {
  if ("label" in event.detail.dataset) offerAll(event.detail);
});

function offerAll(box) {
  for (const list of listsOf(box.dataset.label)) offer(list, box);
}

function offer(list, box) {
  if (!box.value) box.value = labelOf(box.closest("[data-item]"));
  if (!box.value || [...list.options].some((one) => one.value === box.value)) return;
  const words = box.closest("[data-item]").querySelector("[data-heading]").textContent.trim();
  list.add(new Option(words || box.value, box.value));
  emptyOf(list)?.remove();
}

// ---- nothing to choose from yet: a button adds the first item where items are made

function adderOf(space) {
  const made = [...document.querySelectorAll("template[data-pattern]")].find((one) => one.content.querySelector(`[data-label="${space}"]`));
  return made && form.querySelector(`[data-add="${CSS.escape(made.dataset.pattern)}"]`);
}

function offerToAdd(said) {
  const adder = adderOf(said.previousElementSibling.dataset.space);
  if (!adder || said.querySelector("button")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = adder.textContent;
  button.addEventListener("click", () => {
    for (let part = adder.parentElement; part; part = part.parentElement) if (part.matches("details")) part.open = true;
    adder.click();
  });
  said.append(" ", button);
}

form.querySelectorAll("[data-empty]").forEach(offerToAdd);

// As `service/issuing/labelling.py` makes a label, which tells the page of what and how long; the service makes the rest
// when the form is sent.
const NAMING = form.dataset.naming.split(" ");
const MOST_CHARACTERS = Number(form.dataset.longestLabel);

function labelOf(item) {
  const value = (name) => item.querySelector(`[name$=".${name}"]`)?.value ?? "";
  const words = (text) => text.replaceAll("đ", "d").replaceAll("Đ", "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "")
    .toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const made = value("kind") && value("code")
    ? [words(value("kind")).map((word) => word[0]).join(""), ...words(value("code")).slice(0, 1)].join("_")
    : fitting(words(NAMING.map(value).find((text) => text.trim()) ?? ""));
  const taken = [...form.querySelectorAll("[data-label]")].map((box) => box.value);
  let label = made;
  for (let number = 2; label && taken.includes(label); number += 1) label = `${made}_${number}`;
  return label;
}

function fitting(words) {
  let label = "";
  for (const word of words) {
    const longer = label ? `${label}_${word}` : word;
    if (longer.length > MOST_CHARACTERS) break;
    label = longer;
  }
  return /^[0-9]/.test(label) ? `so_${label}` : label;
}
