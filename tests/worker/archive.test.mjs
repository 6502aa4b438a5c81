// The archive in D1, read from its file with other code than the product's: a chain that anybody
// can check.
import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "../../scripts/server.mjs";
import { broken } from "./chain.mjs";
import { declare, firm, settled } from "./client.mjs";

function archive(state, incident) {
  const folder = join(state, "v3/d1/miniflare-D1DatabaseObject");
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".sqlite"))) {
    const database = new DatabaseSync(join(folder, name), { readOnly: true });
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE name = 'event'").all();
    if (tables.length === 0) continue;
    return database.prepare("SELECT * FROM event WHERE incident = ? ORDER BY seq").all(incident);
  }
  return [];
}

test("[R142] the archived log verifies; a changed, lost or swapped entry is found", async () => {
  const server = await startServer();
  try {
    const { people } = await firm(server.url);
    const [lead] = people.business_lead;
    const incident = await declare(lead);
    await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
    const { seq: last } = await settled(lead, incident);
    for (
      const end = Date.now() + 15_000;
      archive(server.state, incident).length < last;
      await sleep(200)
    ) {
      assert.ok(Date.now() < end, "the archive is late");
    }
    const rows = archive(server.state, incident);
    assert.equal(rows.length, last);
    assert.deepEqual(broken(rows), []);

    const changed = rows.map((row) =>
      row.seq === 1 ? { ...row, body: row.body.replace("Checkout", "checkout") } : row,
    );
    assert.deepEqual(broken(changed), [1]);
    const backdated = rows.map((row) => (row.seq === 2 ? { ...row, at: row.at - 1 } : row));
    assert.deepEqual(broken(backdated), [2]);
    assert.notDeepEqual(broken(rows.toSpliced(2, 1)), []);
    assert.notDeepEqual(broken([...rows.slice(0, 2), rows[3], rows[2], ...rows.slice(4)]), []);

    const named = rows.find(({ personal }) => personal !== null);
    assert.ok(
      !named.body.includes(named.personal),
      "a name without an account lies beside the event",
    );
  } finally {
    await server.kill();
    rmSync(server.state, { recursive: true, force: true });
  }
});
