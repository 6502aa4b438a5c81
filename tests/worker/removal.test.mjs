// A department is removed from the organisation while somebody serves in it in running incidents,
// one of which its administrator may not know of.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { startServer } from "../../scripts/server.mjs";
import { declare, firm } from "./client.mjs";

// One of its own: the other tests need the organisation as it is.
let server;

before(async () => {
  server = await startServer();
});

after(async () => {
  await server.kill();
  rmSync(server.state, { recursive: true, force: true });
});

const conceal = { set_confidential: { confidential: true, reason: "Not announced yet." } };

/** Removes a department as an administrator does: its people first. Answers what was said to it. */
async function removes(admin, role) {
  const change = async (change) => {
    const { revision } = (await admin.get("/api/organisation")).body;
    const request = { id: randomUUID(), revision, change };
    return admin.post("/api/organisation/changes", request);
  };
  for (const step of [{ set_rota: { role, rota: null } }, { order_roster: { role, people: [] } }]) {
    const { status, body } = await change(step);
    assert.ok(status === 200 || body.code === "already_so", JSON.stringify(body));
  }
  return change({ remove_department: { department: role.department } });
}

test("[R3] [R31] a removed department goes on where somebody serves in it, until the seat is empty", async () => {
  const { organisation, people, callers } = await firm(server.url);
  const [lead] = people.business_lead;
  const runs = ({ id, administrator }) => administrator && id !== lead.person;
  const admin = callers.get(organisation.people.find(runs).id);
  const { id, name } = organisation.departments[0];
  const role = { department: id };
  const [first, second] = people[JSON.stringify(role)];
  const running = [];
  for (const holder of [first, second]) {
    const incident = await declare(lead);
    await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
    const reason = "they know the customers";
    await lead.done(incident, { assign: { role, person: holder.person, reason } });
    running.push({ incident, holder });
  }
  // The other is for those who need to know, and the administrator does not.
  const [{ incident, holder }, { incident: hidden }] = running;
  await lead.done(hidden, conceal);
  assert.equal((await admin.get(`/api/incidents/${hidden}`)).status, 404);
  const socket = await lead.live(incident);
  await socket.first("welcome");

  const answer = await removes(admin, role);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.deepEqual(Object.keys(answer.body).toSorted(), ["made", "revision"], "and no more");

  const gone = ({ departments }) => departments.find((it) => it.id === id)?.removed === true;
  const told = await socket.first("organisation", gone);
  assert.equal(told.departments.find((it) => it.id === id).name, name, "it keeps its name");
  await socket.close();
  const seat = async (incident) =>
    (await lead.state(incident)).seats.find(({ role: { department } }) => department === id);
  for (const { incident, holder } of running) {
    assert.equal((await seat(incident)).holder.person, holder.person);
  }
  // It goes on with all that belongs to a seat.
  const offer = { role, to: second.person, note: "my night is over" };
  await holder.done(incident, { offer_hand_over: offer });
  await second.done(incident, { accept_hand_over: { role } });
  assert.equal((await seat(incident)).holder.person, second.person);

  // Once the seat is empty, nobody is asked into it any more; and new incidents do not have it.
  const assign = { assign: { role, person: first.person, reason: "once more" } };
  await lead.done(incident, { release: { role } });
  for (const where of [incident, await declare(lead)]) {
    if (where !== incident) {
      await lead.done(where, { accept_page: { role: "business_lead", eta: null } });
    }
    const { status, body } = await lead.command(where, assign);
    assert.deepEqual([status, body.code], [404, "not_found"]);
  }
  // The name is free again, and the log says who removed what.
  const { body: lines } = await admin.get("/api/organisation/log");
  const line = lines.find(({ kind }) => kind === "remove_department");
  assert.deepEqual(line.changed, [{ field: "name", before: { text: name } }]);
  const again = { id: randomUUID(), change: { add_department: { name } } };
  assert.equal((await admin.post("/api/organisation/changes", again)).status, 200);
});
