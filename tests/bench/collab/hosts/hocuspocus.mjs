// Serves @hocuspocus/server as its guide does: without a store, or, where STATE names a folder,
// with the queries of its own SQLite extension over Node's own SQLite. Delays are the defaults.
import { DatabaseSync } from "node:sqlite";
import { Server } from "@hocuspocus/server";
import * as Y from "yjs";

const { PORT, STATE } = process.env;

function stored(path) {
  const db = new DatabaseSync(path);
  db.exec(
    "CREATE TABLE IF NOT EXISTS documents (name varchar(255) NOT NULL, data blob NOT NULL, UNIQUE(name))",
  );
  const read = db.prepare("SELECT data FROM documents WHERE name = ?");
  const write = db.prepare(
    "INSERT INTO documents (name, data) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET data = excluded.data",
  );
  return {
    async onLoadDocument({ document, documentName }) {
      const row = read.get(documentName);
      if (row) Y.applyUpdate(document, row.data);
    },
    async onStoreDocument({ document, documentName }) {
      write.run(documentName, Y.encodeStateAsUpdate(document));
    },
  };
}

const server = new Server({
  quiet: true,
  address: "127.0.0.1",
  port: Number(PORT),
  ...(STATE && stored(`${STATE}/documents.sqlite`)),
});
await server.listen();
