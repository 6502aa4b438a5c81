// What a room shows to whom, how a socket catches up, and what a room that breaks does to others.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { Live, declare, firm } from "./client.mjs";
import { ACTS, OPENING, Walk } from "./walk.mjs";

const CANARY = "canary-7f3ac21e";
const DRAFTED = 5;

let demo;
let walk;

/** An incident in full swing with one draft in it, walked there once for all tests of this file. */
before(async () => {
  demo = await firm();
  const { status, body } = await demo.people.customer_liaison[0].post("/api/incidents", {
    id: randomUUID(),
    command: OPENING,
  });
  assert.equal(status, 201);
  walk = new Walk(demo.people, body.incident);
  for (const step of Object.values(ACTS).slice(0, DRAFTED).flat()) {
    await walk.sends(await walk.request(step, randomUUID()), step);
  }
});

const writer = () => walk.caller("technical_slt");

async function write(text, base) {
  const { messages } = await writer().state(walk.incident);
  const { content, revision } = messages[0].draft;
  const command = {
    save_draft: { message: 1, base: base ?? revision, content: { ...content, body: text } },
  };
  return writer().command(walk.incident, command);
}

test("an onlooker is never sent a word of a draft, an advice or a note", async () => {
  await walk.sends(
    await walk.request({ who: "technical_slt", command: { revise: { message: 1 } } }, randomUUID()),
    {},
  );
  const [onlooker] = demo.onlookers;
  const watching = await onlooker.live(walk.incident);
  await watching.first("welcome");
  await write(`Dear [[first name]], ${CANARY}`);
  const lead = walk.caller("business_lead");
  await lead.done(walk.incident, { note: { text: CANARY } });
  const last = await walk
    .caller("legal_officer")
    .done(walk.incident, { advise: { text: CANARY, limited: true } });
  await watching.first("event", ({ seq }) => seq === last);
  // Asking for what one may not do must not tell it either.
  const content = {
    subject: "",
    body: "",
    channels: [],
    recipients: { list: "", count: 0, columns: [], sha256: null },
    spokesperson: null,
    links: [],
  };
  const asked = await onlooker.command(walk.incident, {
    save_draft: { message: 1, base: 0, content },
  });
  const base = `/api/incidents/${walk.incident}`;
  const answers = [asked];
  for (const path of ["", "/events?limit=500", "/messages/1/versions"])
    answers.push(await onlooker.get(base + path));
  const heard = JSON.stringify([watching.frames, answers.map(({ body }) => body)]);
  assert.equal(asked.status, 403);
  assert.ok(heard.includes("draft_saved"), "that something was written is no secret");
  assert.ok(!heard.includes(CANARY));
  assert.ok(!heard.includes("of your orders"), "nor one of an earlier version");
  assert.ok(JSON.stringify(await lead.state(walk.incident)).includes(CANARY), "responders read it");
  await watching.close();
});

test("a save of a draft that moved meanwhile is refused with the difference", async () => {
  const { status, body } = await write("Dear [[first name]], mine.", 0);
  assert.deepEqual([status, body.code], [409, "draft_moved"]);
  assert.ok(JSON.stringify(body.difference).includes(CANARY));
});

test("[R89] a verdict on a text that changed is refused with the difference", async () => {
  const path = `/api/incidents/${walk.incident}/messages/1`;
  const { body: versions } = await writer().get(`${path}/versions`);
  const { messages } = await writer().state(walk.incident);
  await writer().done(walk.incident, {
    submit: { message: 1, revision: messages[0].draft.revision },
  });
  const lawyer = walk.caller("legal_officer");
  const said = { fingerprint: versions.at(-1).fingerprint, verdict: "pass" };
  const { status, body } = await lawyer.post(`${path}/legal`, said);
  assert.deepEqual([status, body.code], [409, "text_changed"]);
  const [removed, added] = ["removed", "added"].map((kind) =>
    body.difference.flatMap((piece) => piece[kind] ?? []).join(""),
  );
  assert.ok(removed.includes("orders") && added.includes("canary"), JSON.stringify(body));
  const current = await walk.fingerprint(1);
  assert.equal((await lawyer.post(`${path}/legal`, { ...said, fingerprint: current })).status, 200);
  await walk.caller("technical_slt").done(walk.incident, { revise: { message: 1 } });
});

test("a text over 64 KiB is refused at its limit", async () => {
  const { status, body } = await write("x".repeat(65_537));
  assert.deepEqual([status, body.code], [413, "too_long"]);
});

test("a socket that comes back hears what it missed, or the whole state", async () => {
  const lead = walk.caller("business_lead");
  const first = await lead.live(walk.incident);
  const { incident: whole } = await first.first("welcome");
  assert.ok(whole.state, "who has nothing gets the state");
  const { seq } = whole.state;
  await first.close();
  await lead.done(walk.incident, { note: { text: "While nobody looked." } });
  const again = await lead.live(walk.incident, { since: seq });
  const { incident: missed } = await again.first("welcome");
  assert.deepEqual(
    missed.events.map((event) => event.seq),
    [seq + 1],
  );
  await again.close();
  for (const [since, answer] of [
    [1, "events"],
    [1_000_000, "state"],
  ]) {
    const other = await lead.live(walk.incident, { since });
    const { incident } = await other.first("welcome");
    assert.equal(Object.keys(incident)[0], answer, `since ${since}`);
    await other.close();
  }
  const old = await lead.live(walk.incident, { hello: false });
  const { incident } = await old.answer({ hello: { version: 999, since: seq } }, "welcome");
  assert.ok(incident.state, "another version of the language gets the state");
  await old.close();
});

test("whoever takes a seat is shown at once what they may now read", async () => {
  const [responder] = demo.people.media_officer;
  const socket = await responder.live(walk.incident);
  assert.equal((await socket.first("welcome")).clearance, "observer");
  const asked = socket.next("welcome");
  await walk
    .caller("business_lead")
    .done(walk.incident, { page: { role: "media_officer", person: null, reason: "" } });
  assert.notEqual((await asked).clearance, "observer");
  const { online } = await socket.first("welcome");
  assert.ok(online.includes(responder.person));
  await socket.close();
});

test("open sockets hear of a change within two seconds, and who is there", async () => {
  const sockets = await Promise.all(
    ["business_lead", "legal_officer", "messaging_officer"].map((who) =>
      walk.caller(who).live(walk.incident),
    ),
  );
  await Promise.all(sockets.map((socket) => socket.first("welcome")));
  const began = Date.now();
  const heard = sockets.map((socket) =>
    socket.next("event", ({ event }) => event.status_stated, 2000),
  );
  await walk
    .caller("business_lead")
    .done(walk.incident, { state_status: { text: "All heard.", next_in: null } });
  await Promise.all(heard);
  assert.ok(Date.now() - began < 2000);
  const gone = walk.caller("legal_officer").person;
  const told = sockets[0].next("online", ({ people }) => !people.includes(gone));
  await sockets[1].close();
  await told;
  assert.equal(await pong(sockets[0]), "pong");
  await Promise.all([sockets[0].close(), sockets[2].close()]);
});

async function pong(socket) {
  const before = socket.frames.length;
  socket.send("ping");
  for (
    const end = Date.now() + 2000;
    Date.now() < end;
    await new Promise((done) => setTimeout(done, 20))
  ) {
    const found = socket.frames.slice(before).find((frame) => frame === "pong");
    if (found) return found;
  }
  return null;
}

test("the list of incidents is live, and names no more than an onlooker may know", async () => {
  const [onlooker] = demo.onlookers;
  const list = new Live(`${onlooker.base.replace("http", "ws")}/api/live`, onlooker.headers);
  await list.opened;
  const lead = walk.caller("business_lead");
  const fresh = await declare(demo.people.customer_liaison[1], { title: "A second one" });
  const line = await list.next("id", (id) => id === fresh);
  assert.equal(line, fresh);
  const { body } = await lead.get("/api/incidents");
  assert.ok(body.some(({ id, title }) => id === fresh && title === "A second one"));
  await list.close();
});

test("a room that panics answers 5xx within a second, and other rooms go on", async () => {
  const lead = walk.caller("business_lead");
  const other = await declare(demo.people.customer_liaison[1]);
  const began = Date.now();
  const [{ status }, note] = await Promise.all([
    lead.post(`/api/test/panic/${other}`, {}),
    lead.command(walk.incident, { note: { text: "Meanwhile." } }),
  ]);
  assert.ok(status >= 500, `${status}`);
  assert.ok(Date.now() - began < 1000);
  assert.ok(note.status === 200 || note.status >= 500, "at worst to be sent again");
  await lead.done(walk.incident, { note: { text: "Afterwards." } });
  assert.equal((await lead.state(other)).state, "mobilising");
});
