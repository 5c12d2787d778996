// What the service makes of a deadline, while it is typed, in its own words; labels of items that were just added. Without
// this file the page says the same after the next button.

const form = document.getElementById("van-ban");
const WAIT = 300; // milliseconds after the last key

function later(run) {
  let timer = 0;
  let latest = 0;
  return (box) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      latest += 1;
      const mine = latest;
      const show = await run(box);
      if (mine === latest) show?.();
    }, WAIT);
  };
}

async function ask(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // the network is away: the next button says the same
  }
}

const understand = later(async (box) => {
  const told = box.value.trim() ? await ask(`/form/deadline?value=${encodeURIComponent(box.value)}`) : { understood: "" };
  const place = box.closest(".field")?.querySelector("[data-understood]");
  return told && place && (() => { place.textContent = told.understood; });
});

form.addEventListener("input", (event) => {
  const box = event.target;
  if (box.matches?.("[data-deadline]")) understand(box);
});

// A label that is chosen from a list is one of the items on the page: those added since the page came are offered too.
form.addEventListener("focusin", (event) => {
  const list = event.target;
  if (!list.matches?.("select[data-space]") || list.dataset.space.includes(".")) return;
  for (const box of form.querySelectorAll(`[data-label="${list.dataset.space}"]`)) offer(list, box);
});

function offer(list, box) {
  if (!box.value) box.value = labelOf(box.closest("[data-item]"));
  if (!box.value || [...list.options].some((one) => one.value === box.value)) return;
  const words = box.closest("[data-item]").querySelector("[data-heading]").textContent.trim();
  list.add(new Option(words || box.value, box.value));
}

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
