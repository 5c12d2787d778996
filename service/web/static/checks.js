// Comforts of the page of checks; everything works without them.
"use strict";

{ // a block of its own: scripts of a page share their names
  // A file that is dropped anywhere in the frame is taken and checked at once.
  const form = document.querySelector("form[data-drop]");
  if (form) {
    const frame = form.querySelector(".drop");
    const input = form.querySelector("input[type=file]");
    const stop = (event) => { event.preventDefault(); };
    for (const name of ["dragover", "drop"]) { document.addEventListener(name, stop); }
    form.addEventListener("dragover", () => frame.classList.add("is-over"));
    form.addEventListener("dragleave", () => frame.classList.remove("is-over"));
    form.addEventListener("drop", (event) => {
      frame.classList.remove("is-over");
      const count = event.dataTransfer.files.length;
      form.querySelector("[data-one-only]").hidden = count < 2;
      if (count !== 1) { return; }
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  }
  const message = document.querySelector("[data-focus]");
  if (message) { message.focus(); }

  // F8 goes from finding to finding, as in word processors; the page then scrolls along.
  const findings = [...document.querySelectorAll(".finding")];
  const hint = document.querySelector("[data-keys]");
  if (hint && findings.length > 1) { hint.hidden = false; }
  const go = (step) => {
    const at = findings.findIndex((one) => one.contains(document.activeElement));
    const next = at < 0 ? (step > 0 ? 0 : findings.length - 1) : (at + step + findings.length) % findings.length;
    findings[next].focus({ preventScroll: true });
    findings[next].scrollIntoView({ block: "center" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || findings.length === 0) { return; }
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  });
  // After a mending the finding that has taken its place is where one goes on.
  const target = /^#loi-([0-9]+)$/.exec(location.hash);
  if (target && findings.length > 0) {
    const next = findings.find((one) => Number(one.id.slice(4)) >= Number(target[1])) || findings[findings.length - 1];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }
}
