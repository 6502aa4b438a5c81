// Bad input: each is answered 4xx with a code and a sentence, nothing is written, and what follows
// works.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { startServer } from "../../scripts/server.mjs";
import { BASE_URL, Caller, declare, firm, settled } from "./client.mjs";

let lead;
let incident;

before(async () => {
  const { people } = await firm();
  [lead] = people.business_lead;
  incident = await declare(lead);
  await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
  await settled(lead, incident);
});

/** Sends something, expects a problem with this status and code, and that the log is as before. */
async function answered(status, code, send) {
  const { seq } = await lead.state(incident);
  const { status: actual, headers, body } = await send();
  assert.equal(actual, status, JSON.stringify(body).slice(0, 400));
  assert.equal(headers.get("content-type"), "application/problem+json");
  assert.equal(headers.get("cache-control"), "no-store");
  assert.equal(body.code, code);
  assert.equal(body.status, status);
  assert.match(body.detail, /\w+ \w+.*[.:]/s, "a sentence says what is wrong");
  assert.equal((await lead.state(incident)).seq, seq, "nothing was written");
}

const commands = () => `/api/incidents/${incident}/commands`;
const command = (asked, id = randomUUID()) => lead.post(commands(), { id, command: asked });

test("what is not JSON, or no command, or has no proper id, is malformed", async () => {
  await answered(400, "malformed", () => lead.post(commands(), "{"));
  await answered(400, "malformed", () => lead.post(commands(), ""));
  await answered(400, "malformed", () => lead.post(commands(), [1, 2]));
  await answered(400, "malformed", () => command({ launch_rocket: { now: true } }));
  await answered(400, "malformed", () => command({ note: { words: "wrong field" } }));
  await answered(400, "malformed", () =>
    command({ page: { role: "wizard", person: null, reason: "" } }),
  );
  await answered(400, "malformed", () => lead.post(commands(), { command: "open_briefing" }));
  await answered(400, "malformed", () =>
    lead.ask(commands(), { method: "POST", body: Buffer.from([0xff, 0xfe]) }),
  );
  for (const id of ["short", "with spaces in it", "x".repeat(65), "ümläute-ümläute"]) {
    await answered(400, "bad_id", () => command({ note: { text: "Well." } }, id));
  }
});

test("texts that are too long are refused at their limit, and taken just below it", async () => {
  await answered(413, "too_long", () => command({ note: { text: "n".repeat(16 * 1024 + 1) } }));
  const title = "t".repeat(201);
  const opening = {
    declare: { title, parent: "INC-1", commander: "Ana Brook", phase: "identification" },
  };
  await answered(413, "too_long", () =>
    lead.post("/api/incidents", { id: randomUUID(), command: opening }),
  );
  await lead.done(incident, { note: { text: "n".repeat(16 * 1024) } });
});

test("a body of 10 MB is refused before it is parsed", async () => {
  await answered(413, "too_large", () => command({ note: { text: "x".repeat(10_000_000) } }));
  const chunks = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1_000_000));
      this.sent = (this.sent ?? 0) + 1;
      if (this.sent === 10) controller.close();
    },
  });
  await answered(413, "too_large", () =>
    lead.ask(commands(), { method: "POST", body: chunks, duplex: "half" }),
  );
});

test("unknown incidents, messages, people and addresses are not found", async () => {
  await answered(404, "not_found", () =>
    lead.get("/api/incidents/0123456789abcdef0123456789abcdef"),
  );
  await answered(404, "not_found", () => lead.get("/api/incidents/..%2F..%2Fetc"));
  await answered(404, "not_found", () =>
    lead.command("0123456789abcdef", { note: { text: "Hello." } }),
  );
  await answered(404, "not_found", () => lead.get("/api/nothing"));
  await answered(404, "not_found", () => lead.post("/api/demo/act-as", { person: 4_000_000 }));
  const gate = `/api/incidents/${incident}/messages`;
  const said = { fingerprint: "0".repeat(64), verdict: "pass" };
  await answered(404, "not_found", () => lead.post(`${gate}/1/taste`, said));
  await answered(404, "not_found", () => lead.post(`${gate}/first/legal`, said));
  await answered(400, "malformed", () =>
    lead.post(`${gate}/1/legal`, { ...said, fingerprint: "7f" }),
  );
  await answered(404, "not_found", () => command({ acknowledge_report: { report: 99 } }));
});

test("times from a clock that is wrong are refused", async () => {
  await answered(400, "bad_estimate", () =>
    command({ state_status: { text: "Soon.", next_in: 0 } }),
  );
  const { people } = await firm();
  const eta = Date.now() - 86_400_000;
  await answered(400, "bad_time", () =>
    people.technical_slt[0].command(incident, { accept_page: { role: "technical_slt", eta } }),
  );
});

test("a command sent again has the same answer and no effect, in any order", async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  const seqs = [];
  for (const id of [first, second])
    seqs.push(await lead.done(incident, { note: { text: `Note ${id}` } }, id));
  const { seq } = await lead.state(incident);
  assert.equal(await lead.done(incident, { note: { text: `Note ${second}` } }, second), seqs[1]);
  assert.equal(await lead.done(incident, { note: { text: `Note ${first}` } }, first), seqs[0]);
  assert.equal((await lead.state(incident)).seq, seq);
});

test("an id that stands for a command of somebody else is refused, and stays theirs", async () => {
  const { people } = await firm();
  const [, other] = people.business_lead;
  const id = randomUUID();
  const note = { note: { text: "Mine." } };
  const seq = await lead.done(incident, note, id);
  await answered(409, "id_taken", () => other.command(incident, note, id));
  await answered(409, "id_taken", () => other.command(incident, { note: { text: "No." } }, id));

  const socket = await other.live(incident);
  const { sentence, refusal } = await socket.answer({ command: { id, command: note } }, "refused");
  assert.equal(refusal.code, "id_taken");
  assert.match(sentence, /new id/, "it says what to do");
  await socket.close();

  assert.equal(await lead.done(incident, note, id), seq, "a retry has the answer of the first time");
  const own = await lead.live(incident);
  const again = await own.answer({ command: { id, command: note } }, "accepted");
  assert.deepEqual(again, { id, seq });
  await own.close();

  const declaration = randomUUID();
  const made = await declare(lead, { id: declaration });
  const command = { declare: { title: "T", parent: "P", commander: "C", phase: "investigation" } };
  await answered(409, "id_taken", () =>
    other.post("/api/incidents", { id: declaration, command }),
  );
  assert.equal(await declare(lead, { id: declaration }), made);
});

test("a declaration sent again finds the incident that the first one made", async () => {
  const id = randomUUID();
  assert.equal(await declare(lead, { id }), await declare(lead, { id }));
});

test("a sealed incident takes nothing more", async () => {
  const sealed = await declare(lead);
  await lead.done(sealed, { accept_page: { role: "business_lead", eta: null } });
  await lead.done(sealed, { stand_down: { reason: "A false alarm." } });
  const { seq } = await lead.state(sealed);
  const { status, body } = await lead.command(sealed, { note: { text: "One more thing." } });
  assert.deepEqual([status, body.code], [409, "sealed"]);
  assert.equal((await lead.state(sealed)).seq, seq);
});

test("a page of another site changes nothing, and opens no socket", async () => {
  const body = JSON.stringify({ id: randomUUID(), command: { note: { text: "Gotcha." } } });
  const from = (headers) => () => lead.ask(commands(), { method: "POST", body, headers });
  await answered(403, "cross_origin", from({ origin: "https://elsewhere.example" }));
  await answered(403, "cross_origin", from({ origin: "null" }));
  await answered(403, "cross_origin", from({ "sec-fetch-site": "cross-site" }));
  const url = `${BASE_URL.replace("http", "ws")}/api/incidents/${incident}/live`;
  const socket = new WebSocket(url, {
    headers: { ...lead.headers, origin: "https://elsewhere.example" },
  });
  const opened = new Promise((done) => {
    socket.addEventListener("open", () => done(true));
    socket.addEventListener("error", () => done(false));
  });
  assert.equal(await opened, false);
});

test("a socket stays usable after whatever was sent on it", async () => {
  const { seq } = await lead.state(incident);
  const socket = await lead.live(incident);
  await socket.first("welcome");
  const garbage = [
    "",
    "{",
    "[]",
    '{"hello":{}}',
    '{"command":{"id":"x","command":"open_briefing"}}',
    "x".repeat(600_000),
  ];
  for (const frame of garbage) {
    const { reason } = await socket.answer(frame, "unreadable");
    assert.ok(reason.length > 10);
  }
  const binary = socket.next("unreadable");
  socket.socket.send(new Uint8Array([1, 2, 3]));
  await binary;
  const id = randomUUID();
  const { refusal } = await socket.answer({ command: { id, command: "activate" } }, "refused");
  assert.ok(refusal.code);
  assert.equal((await lead.state(incident)).seq, seq, "nothing was written");
  const taken = await socket.answer(
    { command: { id, command: { note: { text: "Still here." } } } },
    "accepted",
  );
  assert.equal(taken.id, id, "a refused id is not used up");
  await socket.close();
});

test("without the demo mark nobody is known, and everything asks to sign in", async () => {
  const server = await startServer({ demo: false });
  try {
    const stranger = new Caller(1, server.url);
    const { person, demo } = (await stranger.get("/api/me")).body;
    assert.deepEqual([person, demo], [null, false]);
    const paths = [
      "/api/organisation",
      "/api/incidents",
      "/api/incidents/0123456789abcdef",
      "/api/live",
    ];
    for (const path of paths) {
      const { status, body } = await stranger.get(path);
      assert.deepEqual([status, body.code], [401, "not_signed_in"], path);
    }
    for (const [path, value] of [
      ["/api/demo/act-as", { person: 1 }],
      ["/api/incidents", {}],
    ]) {
      const { status, body } = await stranger.post(path, value);
      assert.deepEqual([status, body.code], [401, "not_signed_in"], path);
    }
  } finally {
    await server.kill();
  }
});
