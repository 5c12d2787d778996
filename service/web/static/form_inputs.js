// The inputs of the long form, by name: what all scripts of the page read and write.

export const form = document.getElementById("van-ban");
const NOT_TYPED = new Set(["csrf", "etag", "base", "over", "action", "$removed", "seen"]);

// All inputs as [name, value], in the order of the page; blank ones too, files not.
export function pairs() {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_TYPED.has(name));
}

export const valueOf = (box) => (box.type === "checkbox" ? (box.checked ? box.value : "") : box.value);

// Changes one input without any event of its own: who calls says what that means.
export function write(box, value) {
  if (box.type === "checkbox") box.checked = value === box.value || value === "true";
  else if (box.value !== value) {
    if (box.matches("select") && ![...box.options].some((one) => one.value === value)) box.add(new Option(value, value));
    box.value = value;
  }
}

export const changed = (box = form) => box.dispatchEvent(new Event("input", { bubbles: true }));

// The input of a name; a hidden one beside a box to tick is not meant. The browser has its inputs by name: going through
// a long form for each of two hundred lines would hold up a key.
export function boxNamed(name) {
  const known = form.elements.namedItem(name);
  const found = (known instanceof RadioNodeList ? [...known] : [known]).filter((one) => one?.name === name);
  return found.find((one) => one.type !== "hidden") ?? found[0];
}

// The element of a field, by the name of its path: its first input, its list, its group.
export function placeNamed(name) {
  for (let path = name; path; path = path.slice(0, Math.max(path.lastIndexOf("."), path.lastIndexOf("["), 0))) {
    const found = boxNamed(path) ?? boxNamed(`${path}.$main`) ?? document.getElementById(path) ?? document.getElementById(`${path}.$row`);
    if (found && found.type !== "hidden") return found;
  }
  return null;
}

// Where something is said about a field: below its input, inside its list or group.
export function roomBelow(place) {
  return place.matches("details, fieldset") ? place : place.closest(".field, .cells, .row-item, details, fieldset") ?? form;
}

export function put(room, line) {
  const summary = room.matches("details") && room.querySelector(":scope > summary");
  if (summary) summary.after(line);
  else room.append(line);
}

// Opens whatever is folded around a part of the page.
export function unfold(place) {
  for (let part = place.parentElement; part; part = part.parentElement) if (part.matches("details")) part.open = true;
}

export function show(place) {
  unfold(place);
  if (place.matches("details")) place.open = true;
  place.scrollIntoView({ block: "center" });
  const target = place.matches("details") ? place.querySelector("summary") : place;
  target.focus({ preventScroll: true });
}

export function element(kind, words = "", attributes = {}) {
  const made = document.createElement(kind);
  made.textContent = words;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

export function button(words, run, name = "") {
  const made = element("button", words, { type: "button" });
  if (name) made.setAttribute("aria-label", name);
  made.addEventListener("click", run);
  return made;
}

const token = () => form.querySelector('[name="csrf"]');

// Sends a form as a script and gives {status, told}, and {file} where one is given out; status 0 is no connection.
export async function send(address, fields, csrf = token().value) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  try {
    const answer = await fetch(address, {
      method: "POST", body, headers: { Accept: "application/json", "X-CSRF-Token": csrf },
    });
    const is_json = answer.headers.get("Content-Type")?.includes("json");
    if (answer.ok && answer.headers.get("Content-Disposition")?.startsWith("attachment")) return { status: 200, told: {}, file: await answer.blob() };
    return { status: is_json || answer.status >= 400 ? answer.status : 500, told: is_json ? await answer.json() : {} };
  } catch {
    return { status: 0, told: {} };
  }
}

const tokenIn = (part) => part.querySelector('[name="csrf"]').value;

// Asks for a page of ours as whoever is signed in now; gives the form that is meant, null where there is none.
async function formAt(address, selector) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(selector) : null;
  } catch {
    return null;
  }
}

// This page anew; its token fits the cookies that the browser has now. A page of somebody else who has signed in here
// meanwhile is none of this one: with his token the text would be kept under his name.
export async function freshPage() {
  const fresh = await formAt(location.pathname, "#van-ban");
  if (fresh?.dataset.who !== form.dataset.who) return null;
  token().value = tokenIn(fresh);
  return fresh;
}

// Signs in from inside the page: gives {status, told}. A browser that dropped its cookies needs a token of the new ones;
// where another window has signed in meanwhile, the page that answers has one too. It is for the sign-in alone.
export async function signIn(fields) {
  const { status, told } = await send(form.dataset.signIn, fields);
  if (status !== 403) return { status, told };
  const fresh = await formAt(form.dataset.signIn, "form:has([name=csrf])");
  return fresh ? send(form.dataset.signIn, fields, tokenIn(fresh)) : { status: 0, told: {} };
}
