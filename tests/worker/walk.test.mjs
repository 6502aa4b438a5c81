// The acceptance walk-through over HTTP: once straight, once with the power cut between all acts.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "../../scripts/server.mjs";
import { firm } from "./client.mjs";
import { ACTS, OPENING, Walk } from "./walk.mjs";

async function open(base) {
  const { people } = await firm(base);
  const caller = people.customer_liaison[0];
  const { status, body } = await caller.post("/api/incidents", {
    id: "walk-opening",
    command: OPENING,
  });
  assert.equal(status, 201, JSON.stringify(body));
  return new Walk(people, body.incident);
}

/**
 * The kinds of all entries: what happened, without when, and without how pages fared on their way,
 * which takes its own time.
 */
async function story(walk) {
  const kinds = [];
  for (let after = 0; ;) {
    const events = await walk.caller("technical_slt").events(walk.incident, after);
    if (events.length === 0) return kinds.filter((kind) => kind !== "page_tried");
    kinds.push(
      ...events.map(({ event }) => (typeof event === "string" ? event : Object.keys(event)[0])),
    );
    after = events.at(-1).seq;
  }
}

let straight;

test("[R36] [R66] [R83] [R98] an incident runs from the watch to the sealed record", async (t) => {
  const walk = await open();
  for (const [act, steps] of Object.entries(ACTS)) {
    await t.test(act, async () => {
      for (const [place, step] of steps.entries()) {
        await walk.sends(
          await walk.request(step, `${act.slice(0, 12).replace(/\W/g, "-")}-${place}-step`),
          step,
        );
      }
    });
  }
  const { state, messages } = await walk.caller("business_lead").state(walk.incident);
  assert.equal(state, "closed");
  assert.deepEqual(
    messages.map(({ stage }) => stage),
    ["superseded", "distributed", "distributed"],
  );
  straight = await story(walk);
});

test("the power is cut in every act: all goes on, and a command sent again acts once", async () => {
  let server = await startServer();
  const { state, port } = server;
  try {
    const walk = await open(server.url);
    for (const [act, steps] of Object.entries(ACTS)) {
      const cut = Math.floor(steps.length / 2);
      for (const [place, step] of steps.entries()) {
        const request = await walk.request(
          step,
          `${act.slice(0, 12).replace(/\W/g, "-")}-${place}-step`,
        );
        if (place === cut) {
          // In flight when the power goes: it may have been taken or not, and nobody heard which.
          const lost = walk.sends(request, step).catch(() => {});
          await sleep(Math.random() * 20);
          await server.kill();
          await lost;
          server = await startServer({ state, port });
        }
        await walk.sends(request, step);
      }
    }
    assert.deepEqual(await story(walk), straight);
  } finally {
    await server.kill();
    rmSync(state, { recursive: true, force: true });
  }
});
