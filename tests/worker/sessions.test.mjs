// Sessions: what ends one ends it everywhere within seconds, and what is proved in one is known
// everywhere at once.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Live, declare } from "./client.mjs";
import { Visitor, administrator, asked, invited, onServer } from "./visitor.mjs";
import { ACTS, OPENING, Walk } from "./walk.mjs";

const CLOSED_WITHIN_MS = 5_000;
const SIGNED_OUT = 4401;
const PROOF_MS = 5 * 60_000;

const declared = async ({ people }) => declare(people.business_lead[0]);

/** The sockets that an app has open: the incident's and the list's. */
async function sockets(visitor, incident) {
  const room = await visitor.live(incident);
  await room.first("welcome");
  const list = new Live(`${visitor.base.replace("http", "ws")}/api/live`, visitor.headers);
  await list.opened;
  // As the app does every few seconds. The local runtime finishes the closing of a socket that has
  // never said anything only after ten seconds; told that it is closed it is at once.
  list.send("ping");
  return [room, list];
}

/** All of them are closed as signed out, in time. */
async function shown(open) {
  const late = sleep(CLOSED_WITHIN_MS, "late");
  const codes = open.map(async ({ closed }) => (await closed).code);
  assert.deepEqual(await Promise.race([Promise.all(codes), late]), open.map(() => SIGNED_OUT));
}

const staysOpen = async (open) => {
  await sleep(300);
  assert.ok(open.every(({ socket }) => socket.readyState === WebSocket.OPEN));
};

async function isDead(visitor, incident) {
  assert.equal((await visitor.get("/api/incidents")).status, 401);
  await assert.rejects(visitor.live(incident), "nor does it open a socket again");
}

test("[R149] a session that ends is over within seconds, with its sockets, whoever ends it", async () => {
  await onServer({ story: declared }, async (place) => {
    const incident = place.told;
    const admin = await administrator(place);
    const { person } = place.firm.people.legal_officer[0];
    const own = await invited(admin, person);
    const key = await own.addPasskey("Laptop");
    const more = async () => {
      const visitor = new Visitor(place.url);
      visitor.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0";
      assert.equal((await visitor.signIn(key)).status, 200);
      return visitor;
    };
    const [phone, tablet] = [await more(), await more()];
    const [desk, signsOut] = [await more(), await more()];
    const open = new Map();
    for (const visitor of [own, phone, tablet, desk, signsOut]) {
      open.set(visitor, await sockets(visitor, incident));
    }
    const listed = await own.gets(200, "GET", "/api/me/sessions");
    assert.deepEqual(listed.map(({ current }) => current), [false, false, false, false, true]);
    assert.deepEqual(
      [listed[0].device, listed[0].means, listed.at(-1).means],
      ["Firefox on Linux", "passkey", "invitation"],
    );

    const idOf = async (visitor) => (await visitor.me()).session.id;
    await own.gets(204, "DELETE", `/api/me/sessions/${await idOf(phone)}`);
    await shown(open.get(phone));
    await isDead(phone, incident);
    await admin.gets(204, "DELETE", `/api/people/${person}/sessions/${await idOf(tablet)}`);
    await shown(open.get(tablet));
    await isDead(tablet, incident);
    await signsOut.gets(204, "POST", "/api/sign-out");
    await shown(open.get(signsOut));
    await staysOpen([...open.get(own), ...open.get(desk)]);

    await own.gets(204, "DELETE", "/api/me/sessions");
    await shown(open.get(desk));
    await staysOpen(open.get(own));
    await admin.gets(204, "DELETE", `/api/people/${person}/sessions`);
    await shown(open.get(own));
    await isDead(own, incident);
    assert.deepEqual(await admin.gets(200, "GET", `/api/people/${person}/sessions`), []);
  });
});

test("[R149] sockets that were open before a power cut are closed with their session too", async () => {
  await onServer({ story: declared }, async (place) => {
    const admin = await administrator(place);
    const { person } = place.firm.people.legal_officer[0];
    const own = await invited(admin, person);
    const before = await sockets(own, place.told);
    await place.restart();
    await Promise.all(before.map(({ closed }) => closed));
    const after = await sockets(own.at(place.url), place.told);
    await admin.at(place.url).gets(204, "DELETE", `/api/people/${person}/sessions`);
    await shown(after);
  });
});

/** Two incidents, each with a message that waits for the executive's approval. */
async function awaitingApproval({ people }) {
  const incidents = [];
  for (const opening of ["first-to-approve", "second-to-approve"]) {
    const lead = people.customer_liaison[0];
    const { body } = await lead.post("/api/incidents", { id: opening, command: OPENING });
    const walk = new Walk(people, body.incident);
    const steps = Object.values(ACTS).slice(0, 7).flat().slice(0, -1);
    for (const step of steps) await walk.sends(await walk.request(step, randomUUID()), step);
    incidents.push({ incident: body.incident, fingerprint: await walk.fingerprint(1) });
  }
  return incidents;
}

const verdicts = async (visitor, incident) => {
  const events = await visitor.events(incident);
  const given = events.map(({ event }) => event.verdict_given).filter((it) => it);
  return given.filter(({ gate }) => gate === "approval").map(({ proof }) => proof);
};

test("[R92] [R149] the executive proves who they are anew: on the open socket, and over HTTP", async () => {
  await onServer({ story: awaitingApproval }, async (place) => {
    const [first, second] = place.told;
    const admin = await administrator(place);
    const elt = await invited(admin, place.firm.people.elt_approver[1].person);
    const key = await elt.addPasskey("Phone");
    const { codes } = await elt.gets(201, "POST", "/api/me/recovery-codes", {});
    await place.restart({ CLOCK_OFFSET_MS: PROOF_MS + 1_000 });
    elt.at(place.url);

    const socket = await elt.live(first.incident);
    await socket.first("welcome");
    const pass = { message: 1, gate: "approval", verdict: "pass", note: "", span: null };
    const give = { give_verdict: { ...pass, policy: null, fingerprint: first.fingerprint } };
    const frame = { command: asked(give) };
    const { refusal } = await socket.answer(frame, "refused");
    assert.equal(refusal.code, "proof_needed");
    assert.equal((await elt.prove(key)).status, 200);
    const { id } = await socket.answer(frame, "accepted");
    assert.equal(id, frame.command.id, "the same command, once more, on the same socket");
    assert.deepEqual(await verdicts(elt, first.incident), ["passkey"]);
    await socket.close();

    await place.restart({ CLOCK_OFFSET_MS: 2 * PROOF_MS + 10_000 });
    elt.at(place.url);
    const path = `/api/incidents/${second.incident}/messages/1/approval`;
    const approve = { id: randomUUID(), fingerprint: second.fingerprint, verdict: "pass" };
    const { code } = await elt.gets(403, "POST", path, approve);
    assert.equal(code, "proof_needed");
    await elt.gets(200, "POST", "/api/prove/recovery", { code: codes[0] });
    await elt.gets(200, "POST", path, approve);
    assert.deepEqual(await verdicts(elt, second.incident), ["recovery_code"]);
  });
});
