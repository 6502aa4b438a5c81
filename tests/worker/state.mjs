// Writes to a stopped server's D1, where a test needs what no route does yet.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Runs a statement on the database of a stopped server; it must change one row. */
export function change(state, statement, ...values) {
  const folder = join(state, "v3/d1/miniflare-D1DatabaseObject");
  let changed = 0;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".sqlite"))) {
    const database = new DatabaseSync(join(folder, name), { timeout: 10_000 });
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE name = 'person'").all();
    if (tables.length > 0) changed += Number(database.prepare(statement).run(...values).changes);
    database.close();
  }
  assert.equal(changed, 1);
}
