// y-partyserver as its README sets it up, with the room's own SQLite as the database: the peer that
// runs where our rooms run. Delays before saving are its defaults.
import { routePartykitRequest } from "partyserver";
import { YServer } from "y-partyserver";
import * as Y from "yjs";

export class Docs extends YServer {
  async onLoad() {
    const { sql } = this.ctx.storage;
    sql.exec("CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, content BLOB)");
    const [row] = sql.exec("SELECT content FROM documents WHERE id = 'document'");
    if (row) Y.applyUpdate(this.document, new Uint8Array(row.content));
  }

  async onSave() {
    this.ctx.storage.sql.exec(
      "INSERT OR REPLACE INTO documents (id, content) VALUES ('document', ?)",
      Y.encodeStateAsUpdate(this.document),
    );
  }
}

/**
 * The same, made to write before it passes anything on and to let its sockets hibernate, as our
 * room does: both cost time in this runtime, whoever asks for them. It is no peer but a
 * yardstick: what it costs beyond `Docs` is what durability costs on this disk, whoever pays it.
 */
export class Kept extends Docs {
  static options = { hibernate: true };

  async onLoad() {
    const { sql } = this.ctx.storage;
    sql.exec("CREATE TABLE IF NOT EXISTS updates (id INTEGER PRIMARY KEY, bytes BLOB)");
    for (const { bytes } of sql.exec("SELECT bytes FROM updates ORDER BY id")) {
      Y.applyUpdate(this.document, new Uint8Array(bytes));
    }
    // Before the listener that sends: the runtime then holds what is sent until this is on disk.
    this.document.on("update", (update) => {
      sql.exec("INSERT INTO updates (bytes) VALUES (?)", update);
    });
  }

  async onSave() {}
}

export default {
  async fetch(request, env) {
    return (await routePartykitRequest(request, env)) ?? new Response("Not here", { status: 404 });
  },
};
