// A word that stands in everything confidential never reaches anybody without clearance: not in a
// frame, an answer, an error or a list. The acceptance walk-through is run with that word in every
// text that people type, while those who may not read it look wherever there is anything to see.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { firm } from "./client.mjs";
import { ACTS, OPENING, Walk } from "./walk.mjs";

const CANARY = "canary";
const LIMITED = "nightingale";
/** Fields that only responders read, wherever they stand in a command. */
const PRIVATE = new Set([
  ...["note", "reason", "outcome", "evidence", "proposal", "decision", "policy", "words"],
  ...["state", "promises", "drafts", "customers_reporting"],
]);
/** The message of the walk that never goes out. */
const UNSENT = 1;
/** Facts that the sent messages quote. */
const QUOTED = new Set(["start_time", "customer_effect"]);

/** The same value, with the word in every field that only responders read. */
function spoiled(value, path = []) {
  if (Array.isArray(value)) return value.map((each) => spoiled(each, path));
  if (value === null || typeof value !== "object") return value;
  const spoil = ([key, each]) => {
    if (typeof each !== "string") return [key, spoiled(each, [...path, key])];
    const said = key === "text" && !path.includes("state_status");
    const secret = (PRIVATE.has(key) || said) && each !== "";
    return [key, secret ? `${each} ${CANARY}` : each];
  };
  return Object.fromEntries(Object.entries(value).map(spoil));
}

/** What a step sends, with the word in it. */
function withCanary(body) {
  const { command } = body;
  if (command?.save_draft?.message === UNSENT) {
    const { save_draft: draft } = command;
    const content = { ...draft.content, body: `${draft.content.body} ${CANARY}` };
    return { ...body, command: { save_draft: { ...draft, content } } };
  }
  if (command?.state_fact) {
    const { question, answer } = command.state_fact;
    if (QUOTED.has(question) || !answer.known) return body;
    return { ...body, command: { state_fact: { question, answer: { known: CANARY } } } };
  }
  return spoiled(body);
}

/** Somebody who keeps every byte that the server sends them. */
class Ear {
  constructor(caller, incident, asks = true) {
    this.caller = caller;
    this.asks = asks;
    this.incident = incident;
    this.heard = [];
    this.sockets = [];
  }

  async listen() {
    const { base, headers } = this.caller;
    for (const path of [`/api/incidents/${this.incident}/live`, "/api/live"]) {
      const socket = new WebSocket(base.replace("http", "ws") + path, { headers });
      socket.binaryType = "arraybuffer";
      socket.addEventListener("message", ({ data }) => this.hear(data));
      await new Promise((done) => {
        for (const end of ["open", "error", "close"]) {
          socket.addEventListener(end, done, { once: true });
        }
      });
      this.sockets.push(socket);
    }
    this.say(JSON.stringify({ hello: { version: 1, since: 0 } }));
  }

  say(frame) {
    const [socket] = this.sockets;
    if (socket.readyState === WebSocket.OPEN) socket.send(frame);
  }

  leave() {
    for (const socket of this.sockets) socket.close();
  }

  hear(data) {
    this.heard.push(typeof data === "string" ? data : Buffer.from(data).toString("latin1"));
  }

  /** Looks wherever there is anything to see, and asks for what is refused. */
  async look() {
    const here = `/api/incidents/${this.incident}`;
    const about = [1, 2, 3].flatMap((message) => [
      `${here}/messages/${message}/versions`,
      `${here}/messages/${message}/redline?from=1&to=2`,
      `${here}/messages/${message}/doc`,
    ]);
    const lists = ["/api/incidents", "/api/organisation", "/api/me", `${here}/readings`];
    const log = [`${here}/events?after=0&limit=500`, `${here}/events?before=100000&limit=500`];
    for (const path of [here, ...log, ...about, ...lists]) await this.fetched(path);
    if (!this.asks) return;
    const verdict = { verdict: "pass", fingerprint: "0".repeat(64), note: "" };
    const asked = [
      { revise: { message: 1 } },
      { submit: { message: 1, revision: 1 } },
      { give_verdict: { message: 1, gate: "legal", ...verdict } },
      { settle_suggestion: { message: 1, suggestion: 1, accept: true } },
      { fix_spelling: { message: 1, quote: "a", replacement: "b" } },
      { begin_distribution: { message: 2, fingerprint: "0".repeat(64) } },
    ];
    for (const [place, command] of asked.entries()) {
      const id = `ear-${this.caller.person}-${place}-${this.heard.length}`;
      const body = JSON.stringify({ id, command });
      await this.fetched(`${here}/commands`, { method: "POST", body });
      this.say(JSON.stringify({ command: { id: `${id}-socket`, command } }));
    }
    // A frame of an editor: y-protocols' first question about the text of message 1.
    this.say(Uint8Array.of(1, 0, 0, 1, 0));
  }

  async fetched(path, init = {}) {
    const { base, headers } = this.caller;
    const answer = await fetch(base + path, { ...init, headers });
    this.heard.push(JSON.stringify([...answer.headers]), await answer.text());
  }

  has(word) {
    return this.heard.some((text) => text.includes(word));
  }

  assertSilent(words, who) {
    for (const word of words) {
      const leak = this.heard.find((text) => text.includes(word));
      const at = leak?.indexOf(word);
      assert.equal(leak?.slice(Math.max(0, at - 200), at + 40), undefined, `${who} got ${word}`);
    }
  }
}

let people;
let onlookers;

before(async () => {
  ({ people, onlookers } = await firm());
});

/** The walk with the word in it; `ears` look after every act. */
async function walked(t, opening, listeners) {
  const caller = people.customer_liaison[0];
  const id = `canary-${opening.open_watch.confidential ?? false}`;
  const { status, body } = await caller.post("/api/incidents", { id, command: opening });
  assert.equal(status, 201, JSON.stringify(body));
  const walk = new Walk(people, body.incident);
  const [slt] = people.technical_slt;
  // What the others ask is not theirs; it is hers, and would be done.
  const ears = listeners.map((it) => new Ear(it, body.incident, it !== slt));
  t.after(() => ears.forEach((ear) => ear.leave()));
  for (const ear of ears) await ear.listen();
  for (const [act, steps] of Object.entries(ACTS)) {
    for (const [place, step] of steps.entries()) {
      const id = `${act.slice(0, 12).replace(/\W/g, "-")}-${place}-step`;
      const request = await walk.request(step, id);
      await walk.sends({ ...request, body: withCanary(request.body) }, step);
    }
    if (act.startsWith("a message, drafted")) await whisper(walk);
    for (const ear of ears) await ear.look();
  }
  return { walk, ears };
}

/** Legal says something that only messaging responders read. */
async function whisper(walk) {
  const legal = walk.caller("legal_officer");
  await legal.done(walk.incident, { advise: { text: `Privileged: ${LIMITED}.`, limited: true } });
  const comment = { message: 1, quote: "", replacement: null, note: LIMITED, limited: true };
  await legal.done(walk.incident, { suggest: comment });
}

test("[R147] [R148] an observer gets no byte of what responders write, nor they what is limited", async (t) => {
  const officer = people.marketing_officer[0];
  const reader = people.technical_slt[0];
  const { ears } = await walked(t, OPENING, [onlookers[0], officer, reader]);
  const [observer, responder, messaging] = ears;
  observer.assertSilent([CANARY, LIMITED], "an observer");
  responder.assertSilent([LIMITED], "a responder");
  assert.ok(responder.has(CANARY), "the word was there to be heard");
  assert.ok(messaging.has(LIMITED), "and so was what is limited");
  assert.ok(observer.has("The fix is out, and we watch."), "what was sent is public");
});

test("of a confidential incident, nobody else gets a byte", async (t) => {
  const opening = structuredClone(OPENING);
  Object.assign(opening.open_watch, { confidential: true, title: "Checkout sings like a canary" });
  const outsiders = [onlookers[0], people.media_officer.at(-1)];
  const { walk, ears } = await walked(t, opening, outsiders);
  const words = ["canary", LIMITED, walk.incident, "We are looking into refunds"];
  for (const ear of ears) {
    // They name the incident themselves, in the address: only its own words count.
    ear.assertSilent(words, `outsider ${ear.caller.person}`);
  }
  const [legal] = people.legal_officer;
  const { body } = await legal.get("/api/incidents");
  assert.ok(body.some(({ id }) => id === walk.incident), "it is in the list of those who know");
});
