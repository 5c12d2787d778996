// A page that moves under the hand loses the press: what was pressed no longer lies below the pointer when it is let go,
// and the browser clicks nothing. What moves the page by itself waits until the hand is off.

let isPressed = false;
let waiting = null;

export function onceLetGo(run) {
  if (isPressed) waiting = run; // the latest only: it says everything that the ones before it said
  else run();
}

function letGo() {
  isPressed = false;
  const run = waiting;
  waiting = null;
  run?.();
}

window.addEventListener("pointerdown", () => { isPressed = true; }, true);
// The click comes right after the hand is off, in the same step.
for (const end of ["pointerup", "pointercancel", "blur"]) window.addEventListener(end, (event) => {
  if (end !== "blur" || event.target === window) setTimeout(letGo);
}, true);
