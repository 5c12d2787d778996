// While the pages are made, which takes seconds, a moving sign says so: the frame itself stays blank. This file comes before
// the frame, so that no frame is ready unseen.
"use strict";

{
  let isReady = false;

  const say = () => {
    const line = document.querySelector("[data-making]");
    if (!line) { return; }
    const sign = document.createElement("span");
    sign.className = "spinner-border spinner-border-sm me-2";
    sign.setAttribute("aria-hidden", "true");
    line.replaceChildren(...(isReady ? ["Đã dựng xong trang in."] : [sign, "Đang dựng trang in (PDF)…"]));
  };

  document.addEventListener("load", (event) => {
    if (!(event.target instanceof HTMLIFrameElement)) { return; }
    isReady = true;
    say();
  }, true);
  document.addEventListener("DOMContentLoaded", say);
}
