// Who may know of an incident (D13, decision 18): for everybody else it is as if there were none.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { Live, declare, firm, opening } from "./client.mjs";

const GONE = 4404;

let people;
let outsider;

before(async () => {
  const organisation = await firm();
  people = organisation.people;
  [outsider] = organisation.onlookers;
});

/** An incident with a Business Lead in it, confidential from its first moment or not. */
async function opened(confidential) {
  const [lead] = people.business_lead;
  const declaration = { title: "Data is out", parent: "INC-7", commander: "Ana Brook" };
  const command = { declare: { ...declaration, phase: "identification", confidential } };
  const { status, body } = await lead.post("/api/incidents", { id: randomUUID(), command });
  assert.equal(status, 201, JSON.stringify(body));
  await lead.done(body.incident, { accept_page: { role: "business_lead", eta: null } });
  return { lead, incident: body.incident };
}

const conceal = { set_confidential: { confidential: true, reason: "A break-in." } };
const listed = async (caller, id) =>
  (await caller.get("/api/incidents")).body.some((incident) => incident.id === id);

/** Waits until the list says so: it follows the room by a moment. */
async function until(fits) {
  for (const end = Date.now() + 5000; Date.now() < end;) if (await fits()) return;
  assert.fail("the list did not follow");
}

/** Every door to an incident, as this caller finds it: status, headers and body. */
async function doors(caller, incident) {
  const here = `/api/incidents/${incident}`;
  const reads = [here, `${here}/events`, `${here}/readings`, `${here}/nothing`];
  const texts = ["versions", "redline?from=1", "doc"].map((of) => `${here}/messages/1/${of}`);
  const note = { id: "a-note-from-outside", command: { note: { text: "Hello." } } };
  const shut = { id: "a-note-from-outside", command: conceal };
  const sends = [`${here}/commands`, `${here}/messages/1/legal`, `${here}/nothing`];
  const answers = [
    ...[...reads, ...texts].map((path) => caller.get(path)),
    ...sends.flatMap((path) => [note, shut].map((body) => caller.post(path, body))),
  ];
  const plain = (await Promise.all(answers)).map(({ status, headers, body }) => {
    const named = [...headers].filter(([name]) => name !== "date");
    return { status, headers: named, body };
  });
  const sockets = [`${here}/live`, `${here}/messages/1/doc`];
  return [...plain, ...(await Promise.all(sockets.map((path) => opening(caller, path))))];
}

test("to others, a confidential incident answers byte for byte as one that never was", async () => {
  const { lead, incident } = await opened(true);
  const never = randomUUID().replaceAll("-", "");
  const found = await doors(outsider, incident);
  assert.deepEqual(found, await doors(outsider, never));
  // Some are wrong in themselves, whatever they are about: 400.
  assert.ok(found.every(({ status }) => status === 404 || status === 400));
  assert.ok(found.filter(({ status }) => status === 404).length > 8);
  await until(() => listed(lead, incident));
  assert.equal(await listed(outsider, incident), false);
});

test("what becomes confidential is gone at once for whoever had it open, and from the list", async () => {
  const { lead, incident } = await opened(false);
  await until(() => listed(outsider, incident));
  const socket = await outsider.live(incident);
  await socket.first("welcome");
  const list = new Live(`${outsider.base.replace("http", "ws")}/api/live`, outsider.headers);
  await list.opened;
  await lead.done(incident, conceal);
  const { code } = await socket.closed;
  assert.equal(code, GONE);
  assert.equal(await list.first("gone", (id) => id === incident), incident);
  assert.equal((await outsider.get(`/api/incidents/${incident}`)).status, 404);
  await until(async () => !(await listed(outsider, incident)));
  const said = socket.frames.filter((frame) => JSON.stringify(frame).includes("break-in"));
  assert.deepEqual(said, [], "not even why");

  await lead.done(incident, { admit: { person: outsider.person } });
  await until(() => listed(outsider, incident));
  const { body } = await outsider.get(`/api/incidents/${incident}`);
  assert.equal(body.clearance, "responder");
  const again = await outsider.live(incident);
  await again.first("welcome");
  await lead.done(incident, { dismiss: { person: outsider.person, reason: "" } });
  assert.equal((await again.closed).code, GONE);
  await list.close();
});

test("whoever looks at a confidential incident is noted, and only some may read the notes", async () => {
  const { lead, incident } = await opened(true);
  const reader = people.technical_slt[0];
  await until(() => listed(reader, incident));
  await reader.get(`/api/incidents/${incident}`);
  await reader.get(`/api/incidents/${incident}`);
  const { status, body } = await lead.get(`/api/incidents/${incident}/readings`);
  assert.equal(status, 200);
  const theirs = body.filter(({ person }) => person === reader.person);
  assert.equal(theirs.length, 1, "once an hour");
  assert.ok(Math.abs(theirs[0].at - Date.now()) < 60_000);
  const refused = await reader.get(`/api/incidents/${incident}/readings`);
  assert.deepEqual([refused.status, refused.body.code], [403, "not_allowed"]);
  const plain = await declare(lead);
  await reader.get(`/api/incidents/${plain}`);
  await lead.done(plain, { accept_page: { role: "business_lead", eta: null } });
  assert.deepEqual((await lead.get(`/api/incidents/${plain}/readings`)).body, []);
});

test("[R145] the name of somebody without an account can be erased, and the log goes on", async () => {
  const { lead, incident } = await opened(false);
  const [liaison] = people.customer_liaison;
  const names = async () => (await lead.state(incident)).outsiders.map(({ name }) => name);
  assert.deepEqual(await names(), ["Ana Brook"]);
  const socket = await lead.live(incident);
  await socket.first("welcome");
  const path = `/api/incidents/${incident}/outsiders/1/erase`;
  const refused = await liaison.post(path, "");
  assert.deepEqual([refused.status, refused.body.code], [403, "not_allowed"]);
  const told = socket.next("welcome");
  assert.equal((await lead.post(path, "")).status, 204);
  assert.equal((await told).incident.state.outsiders[0].name, null);
  assert.deepEqual(await names(), [null]);
  assert.ok(!JSON.stringify(await lead.events(incident)).includes("Ana Brook"));
  await lead.post(`/api/test/forget/${incident}`, "");
  assert.deepEqual(await names(), [null], "nor does it come back from the tables");
  assert.equal((await lead.post(path, "")).status, 404, "there is nothing left to erase");
  await lead.done(incident, { note: { text: "We go on." } });
  await socket.close();
});
