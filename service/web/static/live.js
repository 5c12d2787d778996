// What the service makes of a deadline, while it is typed, in its own words. Without this file the page says the same
// after the next button.

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
  const told = box.value.trim() ? await ask(`/form/deadline?value=${encodeURIComponent(box.value)}`) : { understood: "", fault: "" };
  const place = box.closest(".field")?.querySelector("[data-understood]");
  return told && place && (() => {
    document.getElementById(`${box.name.replace(/\.\$main$/, "")}.$fault`)?.remove(); // of what stood there before
    place.textContent = told.understood || told.fault;
    place.classList.toggle("unread", Boolean(told.fault));
  });
});

form.addEventListener("input", (event) => {
  const box = event.target;
  if (box.matches?.("[data-deadline]")) understand(box);
});
