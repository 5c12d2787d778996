// The page of a running batch: how far it is, twice a second; a column of days pasted at once. All works without it.
"use strict";

const PAUSE = 500;
const place = document.querySelector("[data-progress]");

function show(said) {
  const put = (name, words) => { place.querySelector(`[data-${name}]`).textContent = words; };
  put("words", said.words);
  put("done", said.done);
  put("failed", said.failed);
  put("left", said.left);
  put("time", said.seconds_left === null ? "Đang bắt đầu…" : `Còn khoảng ${said.seconds_left} giây.`);
  place.querySelector("[data-bar]").value = said.percent;
}

async function look() {
  try {
    const answer = await fetch(place.dataset.progress, { headers: { Accept: "application/json" } });
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) { location.reload(); return; }
    const said = await answer.json();
    if (said.state !== place.dataset.state) { location.reload(); return; }
    show(said);
  } catch {
    place.querySelector("[data-time]").textContent = "Mất kết nối; đợt vẫn chạy. Đang thử lại…";
  }
  setTimeout(look, PAUSE);
}

if (place && place.dataset.state === "running") { look(); }

// A column of days copied from a table goes into the fields from the one in hand downwards, and ticks their rows.
for (const form of document.querySelectorAll("[data-days]")) {
  form.addEventListener("paste", (event) => {
    const lines = event.clipboardData.getData("text").replace(/\r?\n$/, "").split(/\r?\n/);
    if (!event.target.name?.startsWith("day-") || lines.length < 2) { return; }
    event.preventDefault();
    const boxes = [...form.querySelectorAll("input[name^='day-']")];
    const first = boxes.indexOf(event.target);
    lines.slice(0, boxes.length - first).forEach((line, step) => {
      const box = boxes[first + step];
      box.value = line.trim();
      form.querySelector(`#row-${box.name.slice(4)}`).checked = box.value !== "";
    });
  });
}
