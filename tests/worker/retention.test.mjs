// Records that are kept no longer (R145): the daily sweep deletes what is sealed for longer than
// the organisation says, and nothing that Legal holds or that is still open.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { test } from "node:test";
import { startServer } from "../../scripts/server.mjs";
import { firm } from "./client.mjs";

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;

/** A watch; stood down, unless it is to stay open. */
async function watched({ people }, sealed = true) {
  const [slt] = people.technical_slt;
  const words = { title: "A doubt", parent: "INC-9", commander: "Ana Brook" };
  const command = { open_watch: { ...words, phase: "investigation", exercise: false } };
  const { body } = await slt.post("/api/incidents", { id: randomUUID(), command });
  await slt.done(body.incident, { accept_page: { role: "technical_slt", eta: null } });
  if (sealed) await slt.done(body.incident, { stand_down: { reason: "Nothing of it." } });
  return body.incident;
}

const sweep = ({ url }) => fetch(`${url}/cdn-cgi/handler/scheduled?cron=17+3+*+*+*`);

test("[R145] a record goes when its time is over, unless it is held or still open", async () => {
  let server = await startServer();
  const { state, port } = server;
  try {
    const here = await firm(server.url);
    const admin = here.callers.get(here.organisation.people.find((it) => it.administrator).id);
    const [old, open] = [await watched(here), await watched(here, false)];
    const held = await watched(here);
    await admin.done(held, { hold_record: { hold: true, reason: "A suit is pending." } });
    const listed = async () => (await admin.get("/api/incidents")).body.map(({ id }) => id);
    for (const end = Date.now() + 10_000; Date.now() < end;) {
      const states = (await admin.get("/api/incidents")).body;
      if (states.filter(({ state }) => state === "stood_down").length >= 2) break;
    }
    const change = { set: { retention: KEPT_DAYS } };
    const { revision } = (await admin.get("/api/organisation")).body;
    const path = "/api/organisation/changes";
    assert.equal((await admin.post(path, { id: randomUUID(), revision, change })).status, 200);
    await sweep(server);
    assert.equal((await admin.get(`/api/incidents/${old}`)).status, 200, "its time is not over");

    await server.kill();
    const vars = { CLOCK_OFFSET_MS: `${(KEPT_DAYS + 1) * DAY_MS}` };
    server = await startServer({ state, port, vars });
    assert.equal((await admin.get(`/api/incidents/${old}`)).status, 200);
    await sweep(server);
    assert.equal((await admin.get(`/api/incidents/${old}`)).status, 404);
    assert.equal((await admin.command(old, { note: { text: "Anybody?" } })).status, 404);
    const left = await listed();
    assert.deepEqual([left.includes(old), left.includes(held), left.includes(open)], [
      false,
      true,
      true,
    ]);
    assert.equal((await admin.get(`/api/incidents/${held}`)).status, 200);
  } finally {
    await server.kill();
    rmSync(state, { recursive: true, force: true });
  }
});
