// Renders one template with one peer and says how long it took.
//
// One request a line on standard input, one answer a line on standard output:
//   {"peer": "carbone", "template": "x.docx", "values": "x.json", "times": 3, "output": "y.docx"}
//   {"ms": [37.1, 36.8, 37.4]}  or  {"missing": "why"}
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { rendererOf } from "./peers.mjs";

async function answer(request) {
  const render = await rendererOf(request.peer);
  const values = readFileSync(request.values, "utf8");
  const ms = [];
  for (let turn = 0; turn < request.times; turn += 1) {
    const fresh = JSON.parse(values);
    const start = performance.now();
    const document = await render(request, fresh);
    ms.push(performance.now() - start);
    if (request.output) writeFileSync(request.output, document);
  }
  return { ms };
}

for await (const line of createInterface({ input: process.stdin })) {
  let result;
  try {
    result = await answer(JSON.parse(line));
  } catch (error) {
    result = { missing: String(error?.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
process.exit(0);
