// What the service makes of a value, while it is typed: a deadline in its own words, offices by the beginning of their
// name, the bodies of the chosen office. Without this file the page says the same after the next button.

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

const known = new Map();

const suggest = later(async (box) => {
  const id = form.querySelector('[name="office.$id"]');
  const chosen = known.get(box.value);
  id.value = chosen ?? "";
  if (chosen) return rename(chosen);
  const told = box.value.trim().length > 1 ? await ask(`/form/offices?value=${encodeURIComponent(box.value)}`) : null;
  return told && (() => {
    const list = document.getElementById("offices");
    list.replaceChildren(...told.offices.map((office) => {
      known.set(office.name, office.id);
      const option = document.createElement("option");
      option.value = office.name;
      return option;
    }));
    if (known.has(box.value)) suggest(box);
  });
});

// The lists of bodies say what each role is called in the office that was chosen; what is chosen in them stays.
async function rename(office) {
  const told = await ask(`/form/bodies?office=${encodeURIComponent(office)}`);
  return told && (() => {
    const blanks = [...document.querySelectorAll("template")].map((one) => one.content);
    for (const place of [document, ...blanks]) {
      for (const list of place.querySelectorAll(".agency select")) renew(list, told.bodies);
    }
  });
}

function renew(list, bodies) {
  for (const option of [...list.options]) {
    if (!/^[a-z][a-z0-9_]*$/.test(option.value)) continue; // not a role: another name, a word between two bodies
    if (option.value in bodies) option.textContent = bodies[option.value];
    else if (option.selected) option.textContent = `${option.textContent.split(" (cơ quan")[0]} (cơ quan này không có)`;
    else option.remove();
  }
  const known = new Set([...list.options].map((option) => option.value));
  const place = [...list.options].find((option) => option.textContent.startsWith("(từ nối"));
  for (const [role, name] of Object.entries(bodies)) {
    if (!known.has(role)) list.insertBefore(new Option(name, role), place ?? null);
  }
}

form.addEventListener("input", (event) => {
  const box = event.target;
  if (box.matches?.("[data-deadline]")) understand(box);
  if (box.matches?.("[data-office]")) suggest(box);
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
  list.add(new Option(`${box.value} — ${words}`, box.value));
}

// As `service/issuing/labelling.py` makes a label; the service makes the rest when the form is sent.
const NAMING = ["short_title", "title", "name", "content", "body", "subject"];

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
    if (label.length + word.length > 39) break;
    label = label ? `${label}_${word}` : word;
  }
  return /^[0-9]/.test(label) ? `so_${label}` : label;
}
