// Paragraphs are dragged to a field or to the tray; “Chuyển” opens the form without a round trip. All works without it.
"use strict";

{
  const form = document.getElementById("chuyen");
  const { paragraph, to } = form.elements;
  const about = form.querySelector("[data-about]");
  for (const words of document.querySelectorAll("[data-with-script]")) { words.hidden = false; }
  for (const one of document.querySelectorAll("[data-paragraph]")) { one.draggable = true; }

  const textOf = (one) => {
    const text = one.querySelector("p").textContent.trim();
    return `“${text.slice(0, 90)}${text.length > 90 ? "…" : ""}”`;
  };
  let picked = document.querySelector(".is-picked");
  const pick = (one) => {
    if (picked) { picked.classList.remove("is-picked"); }
    picked = one;
    form.hidden = one === null;
    if (one === null) { return; }
    one.classList.add("is-picked");
    paragraph.value = one.dataset.paragraph;
    about.textContent = textOf(one);
    to.value = one.closest(".doc-row")?.querySelector("[data-to]")?.dataset.to || "";
    if (to.selectedIndex < 0) { to.selectedIndex = 0; }
  };
  const leave = () => {
    const one = picked;
    pick(null);
    one?.querySelector("[data-pick]").focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-pick], [data-cancel]");
    if (!link || event.ctrlKey || event.metaKey) { return; }
    event.preventDefault();
    if (link.dataset.pick === undefined) { leave(); return; }
    pick(link.closest("[data-paragraph]"));
    to.focus();
  });
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") { leave(); } });

  const target = (event) => event.target instanceof Element && event.target.closest("[data-to]");
  let over = null;
  const mark = (place) => {
    if (place === over) { return; }
    over?.classList.remove("is-over");
    place?.classList.add("is-over");
    over = place;
  };
  let dragged = null;
  document.addEventListener("dragstart", (event) => {
    dragged = event.target instanceof Element ? event.target.closest("[data-paragraph]") : null;
    if (dragged) {
      event.dataTransfer.setData("text/plain", dragged.dataset.paragraph);
      event.dataTransfer.effectAllowed = "move";
    }
  });
  document.addEventListener("dragend", () => { dragged = null; mark(null); });
  document.addEventListener("dragover", (event) => {
    const place = dragged && target(event);
    if (place) { event.preventDefault(); }
    mark(place || null);
  });
  document.addEventListener("drop", (event) => {
    const place = dragged && target(event);
    if (!place) { return; }
    event.preventDefault();
    pick(dragged);
    to.value = place.dataset.to;
    if (to.selectedIndex < 0) { to.selectedIndex = 0; to.focus(); return; } // a field of this kind takes no words
    form.requestSubmit();
  });
  // After a move the paragraph is where one goes on.
  const moved = /^#doan-[0-9]+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
  if (moved) { moved.focus({ preventScroll: true }); moved.scrollIntoView({ block: "center" }); }
  else if (picked) { to.focus(); }
}
