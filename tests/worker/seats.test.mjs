// Two people claim one seat at the same instant, a thousand times, through the real API.
import assert from "node:assert/strict";
import { test } from "node:test";
import { declare, firm } from "./client.mjs";

const ROUNDS = 1000;
// Rooms that are worked at once: the race in one room is disturbed by the work of the others.
const ROOMS = 10;
const SEAT = "legal_officer";

async function race({ people, organisation }, lead, rounds) {
  const incident = await declare(lead);
  await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
  const rivals = people[SEAT].slice(0, 2);
  const name = ({ person }) => organisation.people.find(({ id }) => id === person).name;
  for (let round = 0; round < rounds; round += 1) {
    const claims = rivals.map((rival) =>
      rival.command(incident, { take_over: { role: SEAT, note: "" } }),
    );
    const answers = await Promise.all(claims);
    const winner = answers.findIndex(({ status }) => status === 200);
    const { status, body } = answers[1 - winner];
    assert.equal(status, 409, `round ${round}: ${JSON.stringify(answers)}`);
    assert.equal(body.code, "seat_taken");
    assert.equal(body.values[0], name(rivals[winner]), "the other is told who has it");
    await lead.done(incident, { release: { role: SEAT } });
  }
  return lead.state(incident);
}

test("[R31] of two who claim a seat at once, one has it and the other is told who", async () => {
  const demo = await firm();
  const [lead] = demo.people.business_lead;
  const rooms = Array.from({ length: ROOMS }, () => race(demo, lead, ROUNDS / ROOMS));
  for (const state of await Promise.all(rooms)) {
    const seat = state.seats.find(({ role }) => role === SEAT);
    assert.equal(seat.holder, null, "after the last release nobody holds it");
  }
});
