// One peer behind Node's http: POST the values as JSON, get the document.
//
//   node serve.mjs PEER TEMPLATE.docx     prints the port once it listens
import { createServer } from "node:http";
import { rendererOf } from "./peers.mjs";

const [peer, template] = process.argv.slice(2);
const render = await rendererOf(peer);

const server = createServer(async (request, response) => {
  try {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const document = await render({ template }, JSON.parse(Buffer.concat(pieces).toString("utf8")));
    response.writeHead(200, { "Content-Length": document.length });
    response.end(document);
  } catch (error) {
    response.writeHead(500);
    response.end(String(error?.message ?? error));
  }
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
