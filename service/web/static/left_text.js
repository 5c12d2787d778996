// The text that somebody typed into a draft after others took it on: it cannot be saved any more, but it is not lost.

import { button, element } from "./form_inputs.js";

// What was typed since the last save, as [label, value] of each input that changed; `labelOf` names an input.
export function typedSince(base, pairs, labelOf) {
  const before = new Map();
  for (const [name, value] of base) before.set(name, [...(before.get(name) ?? []), value]);
  return pairs.filter(([name, value]) => value.trim() && !before.get(name)?.includes(value)).map(([name, value]) => [labelOf(name), value]);
}

export const asText = (left) => left.map(([label, value]) => (label ? `${label}: ${value}` : value)).join("\n\n");

// A box with the text, “Chép” and “Bỏ”; `drop` is what “Bỏ” does besides taking the box away.
export function leftBox(text, drop) {
  const box = element("section", "", { class: "panel left" });
  const label = element("label", "Chữ bạn gõ sau đó, chưa lưu ", { class: "form-label" });
  const area = element("textarea", "", { class: "form-control", readonly: "", rows: "8", "data-left-text": "" });
  area.value = text;
  label.append(area);
  const copy = button("Chép", async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      document.execCommand("copy"); // no clipboard on plain HTTP
    }
    copy.textContent = "Đã chép";
  });
  const away = button("Bỏ", () => {
    drop();
    box.remove();
  });
  for (const one of [copy, away]) one.className = "btn btn-outline-secondary";
  box.append(label, element("p", ""));
  box.lastChild.append(copy, " ", away);
  return box;
}
