// What stands before the Worker where it is deployed, and is missing on a developer's machine: it
// packs what it passes on. Files are packed as hard as can be and once; all else passes as it is.
import { createServer, request as ask } from "node:http";
import { connect } from "node:net";
import { brotliCompressSync, constants } from "node:zlib";

const PACKED = /\.(js|css|wasm|svg|webmanifest|json)$|^\/(?!api\/)[^.]*$/;
const HARD = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const GONE = new Set(["content-length", "content-encoding", "transfer-encoding"]);

/** An address that passes everything on to `target`; `close()` ends it. */
export async function edge(target) {
  const { hostname, port } = new URL(target);
  const packed = new Map();
  const server = createServer((request, response) => {
    const headers = { ...request.headers, "accept-encoding": "identity" };
    const { method, url: path } = request;
    const passed = ask({ hostname, port, method, path, headers }, (answer) => {
      const packs = method === "GET" && answer.statusCode === 200 && PACKED.test(path);
      if (!packs) {
        response.writeHead(answer.statusCode, answer.headers);
        return answer.pipe(response);
      }
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      return answer.on("end", () => {
        const bytes = Buffer.concat(parts);
        const key = `${path} ${bytes.length}`;
        if (!packed.has(key)) packed.set(key, brotliCompressSync(bytes, HARD));
        const kept = Object.entries(answer.headers).filter(([name]) => !GONE.has(name));
        const body = packed.get(key);
        const more = { "content-encoding": "br", "content-length": body.length };
        response.writeHead(200, { ...Object.fromEntries(kept), ...more });
        response.end(body);
      });
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
  server.on("upgrade", (request, socket, head) => {
    const line = connect(port, hostname, () => {
      const names = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
      line.write(`GET ${request.url} HTTP/1.1\r\n${names.join("\r\n")}\r\n\r\n`);
      line.write(head);
      socket.pipe(line).pipe(socket);
    });
    for (const end of [line, socket]) end.on("error", () => [line, socket].map((it) => it.destroy()));
  });
  await new Promise((done) => server.listen(Number(process.env.EDGE_PORT ?? 0), "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
