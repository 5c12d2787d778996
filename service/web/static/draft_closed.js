// Pages of a document that is no draft any more give back what this browser still keeps of the person's text.

import { keysOf, prefixOf } from "./kept_copies.js";
import { asText, leftBox, typedSince } from "./left_text.js";

const place = document.querySelector("[data-left]");
const mine = `${prefixOf(place.dataset.who)}${place.dataset.draft}.`;
const keys = keysOf(place.dataset.who).filter((key) => key.startsWith(mine));
const texts = keys.flatMap((key) => {
  try {
    const copy = JSON.parse(localStorage.getItem(key));
    return [asText(copy.left ?? typedSince(copy.base ?? [], copy.pairs ?? [], () => ""))];
  } catch {
    return [];
  }
});
const text = texts.filter(Boolean).join("\n\n");
if (text) place.append(leftBox(text, () => keys.forEach((key) => localStorage.removeItem(key))));
