// Renders one template with one peer and says how long it took.
//
// One request a line on standard input, one answer a line on standard output:
//   {"peer": "carbone", "template": "x.docx", "values": "x.json", "times": 3, "output": "y.docx"}
//   {"ms": [37.1, 36.8, 37.4]}  or  {"missing": "why"}
// The peers are used as their own manuals show it; none of them keeps a template between documents.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const named = (module, name) => module[name] ?? module.default?.[name] ?? module.default;

const PEERS = {
  async carbone() {
    const render = named(await import("carbone"), "render");
    return (request, values) =>
      new Promise((resolve, reject) =>
        render(request.template, values, (error, result) => (error ? reject(error) : resolve(result))),
      );
  },
  async docxtemplater() {
    const PizZip = named(await import("pizzip"), "PizZip");
    const Docxtemplater = named(await import("docxtemplater"), "Docxtemplater");
    return (request, values) => {
      const document = new Docxtemplater(new PizZip(readFileSync(request.template)), {
        paragraphLoop: true,
        linebreaks: true,
      });
      document.render(values);
      return document.toBuffer();
    };
  },
  async "easy-template-x"() {
    const TemplateHandler = named(await import("easy-template-x"), "TemplateHandler");
    const handler = new TemplateHandler();
    return (request, values) => handler.process(readFileSync(request.template), values);
  },
  async "docx-templates"() {
    const createReport = named(await import("docx-templates"), "createReport");
    return (request, values) =>
      createReport({ template: readFileSync(request.template), data: values, cmdDelimiter: ["+++", "+++"] });
  },
};

const ready = new Map();

async function rendererOf(peer) {
  if (!ready.has(peer)) ready.set(peer, await PEERS[peer]());
  return ready.get(peer);
}

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
