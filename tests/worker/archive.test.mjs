// The archive in D1, read from its file with other code than the product's: a chain that anybody
// can check, following only the description in domain/src/chain.rs.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "../../scripts/server.mjs";
import { declare, firm, settled } from "./client.mjs";

const WITHHELD = "0".repeat(64);

function hash(...fields) {
  const sha = createHash("sha256");
  for (const field of fields) {
    const bytes = Buffer.from(field);
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(bytes.length));
    sha.update(length).update(bytes);
  }
  return sha.digest("hex");
}

const hex = (text) => Buffer.from(text, "hex");
const number = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};

/** The places of the entries that do not fit; none where the chain holds. */
function broken(rows) {
  let head = WITHHELD;
  return rows.flatMap((row, place) => {
    const body = hash("muster/body/1", hex(row.salt), row.body);
    const personal =
      row.personal === null
        ? WITHHELD
        : hash("muster/body/1", hex(row.personal_salt), row.personal);
    const { seq, at, by, kind } = row;
    const link = hash(
      "muster/entry/1",
      hex(head),
      number(seq),
      number(at),
      by,
      kind,
      hex(row.body_digest),
      hex(row.personal_digest),
    );
    head = row.hash;
    const fits =
      body === row.body_digest &&
      personal === row.personal_digest &&
      link === row.hash &&
      seq === place + 1;
    return fits ? [] : [seq];
  });
}

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
