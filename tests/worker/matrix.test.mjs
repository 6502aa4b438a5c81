// The permission matrix with real sessions against a real room: whoever may not do something is
// told so, over HTTP and over the socket, and nothing happens. The table is the one written by hand
// from the requirements for the rule book (tests/domain/matrix), carried over as matrix.json.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { Caller, firm } from "./client.mjs";
import { ACTS, OPENING, Walk } from "./walk.mjs";

const MATRIX = JSON.parse(readFileSync(new URL("matrix.json", import.meta.url), "utf8"));
/** Activities of the demo's social side: the matrix' own firm has fewer of marketing's. */
const SOCIAL_ITEM = { 5: 8 };
const NO = ["not_allowed", "unknown_actor", "only_system"];

let walk;
let cast;
let administrators;

/** An incident with everybody in their seats and a message in the works. */
before(async () => {
  const { people, onlookers, organisation } = await firm();
  const caller = people.customer_liaison[0];
  const { body } = await caller.post("/api/incidents", { id: randomUUID(), command: OPENING });
  walk = new Walk(people, body.incident);
  for (const step of Object.values(ACTS).slice(0, 5).flat()) {
    await walk.sends(await walk.request(step, randomUUID()), step);
  }
  const [lead] = people.business_lead;
  const page = { role: "elt_approver", person: null, reason: "needed" };
  await lead.done(walk.incident, { page });
  await people.elt_approver[0].done(walk.incident, {
    accept_page: { role: "elt_approver", eta: null },
  });
  administrators = organisation.people.filter((it) => it.administrator).map(({ id }) => id);
  const administrator = onlookers.find(({ person }) => administrators.includes(person));
  cast = {
    Lead: lead,
    Slt: people.technical_slt[0],
    Liaison: people.customer_liaison[0],
    Marketing: people.marketing_officer[0],
    Social: people.social_officer[0],
    Legal: people.legal_officer[0],
    Messaging: people.messaging_officer[0],
    Elt: people.elt_approver[0],
    Observer: people.media_officer.at(-1),
    ...(administrator && { Administrator: administrator }),
  };
});

/** The command as it fits the demo's incident. */
function fitted(command) {
  if (typeof command === "string") return command;
  const [[name, fields]] = Object.entries(command);
  if (fields === null || fields.item === undefined) return command;
  return { [name]: { ...fields, item: SOCIAL_ITEM[fields.item] ?? fields.item } };
}

/** Rows of what this part may not do; whoever backs up a role in the demo may take it over. */
function forbidden(part) {
  const backsUp = (role) => walk.people[role]?.some(({ person }) => person === cast[part].person);
  const theirs = ({ command: { take_over: taken, recommend } }) =>
    (taken && backsUp(taken.role)) || (recommend && backsUp("technical_slt"));
  const administers = administrators.includes(cast[part].person);
  const parts = [part, ...(administers ? ["Administrator"] : [])];
  const allowed = (row) => row.allowed.some((it) => parts.includes(it));
  return MATRIX.filter((row) => !allowed(row) && !theirs(row));
}

const seq = async () => (await cast.Lead.state(walk.incident)).seq;

test("[R146] [R56] over HTTP, each part is refused whatever is not theirs, and nothing happens", async () => {
  const before = await seq();
  let tried = 0;
  for (const part of Object.keys(cast)) {
    for (const { command } of forbidden(part)) {
      const { status, body } = await cast[part].command(walk.incident, fitted(command));
      const said = `${part}: ${JSON.stringify(command)}: ${status} ${JSON.stringify(body)}`;
      assert.ok(status === 403 && NO.includes(body.code), said);
      tried += 1;
    }
  }
  assert.ok(tried > 700, `${tried} pairs`);
  assert.equal(await seq(), before);
});

test("[R146] [R56] over the socket, the same", async () => {
  const before = await seq();
  for (const part of Object.keys(cast)) {
    const socket = await cast[part].live(walk.incident);
    await socket.first("welcome");
    try {
      for (const { command } of forbidden(part)) {
        const id = randomUUID();
        const answer = socket.next("refused", (refused) => refused.id === id);
        socket.send({ command: { id, command: fitted(command) } });
        const { code } = (await answer).refusal;
        assert.ok(NO.includes(code), `${part}: ${JSON.stringify(command)}: ${code}`);
      }
    } finally {
      await socket.close();
    }
  }
  assert.equal(await seq(), before);
});

test("[R146] whoever is nobody here is refused everything, before anything is read", async () => {
  const stranger = new Caller(4_000_000_000);
  for (const { command } of MATRIX) {
    const { status, body } = await stranger.command(walk.incident, fitted(command));
    assert.deepEqual([status, body.code], [401, "not_signed_in"], JSON.stringify(command));
  }
});
