// The peers, used as their own manuals show it; none of them keeps a template between documents.
import { readFileSync } from "node:fs";

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

export async function rendererOf(peer) {
  if (!ready.has(peer)) ready.set(peer, await PEERS[peer]());
  return ready.get(peer);
}
