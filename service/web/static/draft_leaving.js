// Leaving the page of a draft: what is typed goes to the server first, else this browser keeps it; where two people have
// changed one field, the page stays until one text is chosen.

import { showFirst } from "./draft_conflicts.js";
import { begun, copy, isLocal, isOpen, isUnsaved, mustChoose, save, saveNow } from "./draft_keeping.js";
import { element, form } from "./form_inputs.js";
import { beforeLeaving } from "./leaving.js";

// Logging out: what is kept here is sent once more; who then leaves all the same takes it along.
beforeLeaving(async () => {
  const isSaved = (!isUnsaved() && !isLocal()) || (await save());
  if (mustChoose()) copy();
  return isSaved && !mustChoose();
});

for (const link of form.querySelectorAll(".bar a.act")) {
  link.addEventListener("click", async (event) => {
    if (!isUnsaved() && !mustChoose()) return;
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    await save();
    if (mustChoose()) showFirst();
    else location.href = link.href;
  });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const pressed = event.submitter;
  const action = pressed?.value ?? "keep";
  if (!(await saveNow()) || action === "keep") return;
  if (!begun().etag) await save(); // a list waited for the caret, which has gone to the button
  if (mustChoose()) return showFirst();
  if (action === "preview") location.href = location.pathname.replace(/soan$/, "xem-truoc");
  else if (/^(fill|undo|refresh|hand_over|submit)/.test(action)) post(pressed);
});

// The service changes a list and shows the page again, with what this page began with, or takes the draft on.
function post(pressed) {
  for (const [name, value] of Object.entries({ ...begun(), action: pressed.value })) {
    const kept = form.querySelector(`input[type="hidden"][name="${name}"]`) ?? form.appendChild(element("input", "", { type: "hidden", name }));
    kept.value = value;
  }
  if (pressed.hasAttribute("formaction")) form.setAttribute("action", pressed.getAttribute("formaction"));
  form.submit();
}

window.addEventListener("pagehide", () => {
  if (isOpen()) copy();
});
window.addEventListener("beforeunload", (event) => {
  if (isOpen() && !copy()) event.preventDefault();
});
