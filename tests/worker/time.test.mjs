// Restarts: a killed server goes on where it was, and deadlines that passed meanwhile are raised.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "../../scripts/server.mjs";
import { Caller, declare, firm } from "./client.mjs";

const PAGE_TIMEOUT_MS = 5 * 60_000;
const ARCHIVED_AFTER_MS = 2_000;

/** Runs on a server of its own; `restart` kills it and starts it again on the same state. */
async function onOwnServer(work) {
  let server = await startServer();
  const { state } = server;
  const restart = async (options) => {
    await server.kill();
    server = await startServer({ ...options, state });
    return server.url;
  };
  try {
    await work(server.url, restart);
  } finally {
    await server.kill();
    rmSync(state, { recursive: true, force: true });
  }
}

async function until(holds, withinMs = 15_000) {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(200)) {
    if (await holds()) return;
  }
  assert.fail("it did not come to pass in time");
}

test("[R26] an unanswered page goes on to the next backup, also after a power cut", async () => {
  await onOwnServer(async (url, restart) => {
    const { people } = await firm(url);
    const [first, second] = people.technical_slt;
    const incident = await declare(people.business_lead[0]);
    const before = (await new Caller(1, url).state(incident)).seats;
    assert.equal(before.find(({ role }) => role === "technical_slt").page.person, first.person);

    // The log is archived by now: no alarm is left but the one for the page itself.
    await sleep(ARCHIVED_AFTER_MS);
    const later = await restart({ vars: { CLOCK_OFFSET_MS: PAGE_TIMEOUT_MS + 1_000 } });
    const lead = new Caller(people.business_lead[0].person, later);
    await until(async () => {
      const { seats } = await lead.state(incident);
      return seats.find(({ role }) => role === "technical_slt").page?.person === second.person;
    });
    const { seats } = await lead.state(incident);
    assert.deepEqual(seats.find(({ role }) => role === "technical_slt").passed_over, [
      first.person,
    ]);
  });
});

test("a command sent again after a power cut takes effect once", async () => {
  await onOwnServer(async (url, restart) => {
    const { people } = await firm(url);
    const [lead] = people.business_lead;
    const incident = await declare(lead);
    await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
    const id = "sent-before-the-cut";
    const seq = await lead.done(incident, { note: { text: "Seen by the on-call." } }, id);
    const again = new Caller(lead.person, await restart());
    assert.equal(await again.done(incident, { note: { text: "Seen by the on-call." } }, id), seq);
    const notes = (await again.events(incident)).filter(({ event }) => event.noted);
    assert.equal(notes.length, 1);
  });
});
