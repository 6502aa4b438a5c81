// Who counts as signed in: somebody active of the organisation, and nobody else.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";
import { startServer } from "../../scripts/server.mjs";
import { Caller, declare, firm, opening } from "./client.mjs";
import { change } from "./state.mjs";

const UNKNOWN = [0, 4_000_000_000, "1x", "-1", "99999999999999999999", ""];

/** A socket's opening as an answer of HTTP is looked at: { status, code }. */
async function knock(caller, path) {
  const { status, text } = await opening(caller, path);
  return { status, code: text && JSON.parse(text).code };
}

/** Every door, as this caller finds it: the codes of the answers. */
async function doors(caller, incident) {
  const here = `/api/incidents/${incident}`;
  const note = { id: "a-note-by-nobody", command: { note: { text: "Hello." } } };
  const answers = await Promise.all([
    ...["/api/organisation", "/api/incidents", "/api/nothing", here].map((path) =>
      caller.get(path),
    ),
    ...[`${here}/events`, `${here}/messages/1/versions`].map((path) => caller.get(path)),
    ...["/api/incidents", `${here}/commands`, `${here}/messages/1/legal`].map((path) =>
      caller.post(path, note),
    ),
  ]);
  const sockets = [`${here}/live`, "/api/live"].map((path) => knock(caller, path));
  return [
    ...answers.map(({ status, body }) => ({ status, code: body.code ?? null })),
    ...(await Promise.all(sockets)),
  ];
}

const SHUT = { status: 401, code: "not_signed_in" };

test("a cookie that names nobody of the organisation opens no door, and is no observer", async () => {
  const { people, onlookers } = await firm();
  const incident = await declare(people.business_lead[0]);
  const known = await doors(onlookers[0], incident);
  assert.ok(
    known.every(({ status }) => status !== 401),
    "who is known is not asked to sign in",
  );
  assert.deepEqual(
    known.slice(-2).map(({ status }) => status),
    [101, 101],
  );
  for (const person of UNKNOWN) {
    const found = await doors(new Caller(person), incident);
    assert.deepEqual(found, Array(known.length).fill(SHUT), `person ${person}`);
    const { status, body } = await new Caller(person).get("/api/me");
    assert.deepEqual([status, body.person], [200, null], "the demo asks who one wants to be");
  }
});

test("somebody who was deactivated is signed out everywhere", async () => {
  let server = await startServer();
  const { state, port } = server;
  try {
    const { people } = await firm(server.url);
    const [leaving] = people.legal_officer;
    const incident = await declare(people.business_lead[0]);
    const before = await doors(leaving, incident);
    assert.ok(before.every(({ status }) => status !== 401));
    await server.kill();
    change(state, "UPDATE person SET deactivated = 1 WHERE id = ?", leaving.person);
    server = await startServer({ state, port });
    const found = await doors(leaving, incident);
    assert.deepEqual(found, Array(before.length).fill(SHUT));
    const { status, body } = await leaving.post("/api/demo/act-as", { person: leaving.person });
    assert.deepEqual([status, body.code], [404, "not_found"], "nor does anybody become them");
    assert.deepEqual(await doors(people.legal_officer[1], incident), before);
  } finally {
    await server.kill();
    rmSync(state, { recursive: true, force: true });
  }
});
