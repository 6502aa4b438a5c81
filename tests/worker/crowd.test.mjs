// A crowd on one incident: a hundred lines open, ten of them typing into one text while others give
// commands. How fast that is, `make bench` says; here it must only be right.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { firm } from "./client.mjs";
import { drafting } from "./drafting.mjs";
import { Replica } from "./replica.mjs";

const LINES = 90;
const EDITORS = 10;
const EDITS = 30;
const NOTES = 20;

let demo;
let incident;

before(async () => {
  demo = await firm();
  incident = await drafting(demo.people);
});

/** What an editor types. */
const words = (name) => Array.from({ length: EDITS }, (_, n) => `<${name}.${n}>`);
const letters = (text) => [...text].sort().join("");
const same = (editors) => editors.every((editor) => `${editor}` === `${editors[0]}`);

/** Types its words at places all over the text, until the room has said that all are kept. */
async function types(replica, name) {
  for (const [n, word] of words(name).entries()) {
    const place = (n * 7919 + name * 104729) % (replica.text.length + 1);
    replica.text.insert(place, word);
    await sleep(10);
  }
  await replica.settled();
}

test("[R161] a hundred on one incident, ten of them typing: no word and no event is lost", async () => {
  const [slt] = demo.people.technical_slt;
  const [lead] = demo.people.business_lead;
  const message = await incident.draft("");
  const { seq: since } = await lead.state(incident.id);
  const everybody = [...demo.callers.values()];
  const lines = await Promise.all(
    Array.from({ length: LINES }, (_, n) => everybody[n % everybody.length].live(incident.id)),
  );
  await Promise.all(lines.map((line) => line.first("welcome")));
  const editors = Array.from({ length: EDITORS }, () => new Replica(slt, incident.id, message));
  for (const editor of editors) await editor.connect();

  const notes = async () => {
    for (let n = 0; n < NOTES; n += 1) await lead.done(incident.id, { note: { text: `Note ${n}` } });
  };
  await Promise.all([notes(), ...editors.map(types)]);

  for (const end = Date.now() + 10_000; !same(editors) && Date.now() < end; ) await sleep(20);
  assert.ok(same(editors), "all show the same text");
  // Others may type into the middle of a word, so that letters are counted, not words.
  const typed = editors.map((_, name) => words(name).join("")).join("");
  assert.equal(letters(`${editors[0]}`), letters(typed), "every letter is there, and once");
  const { seq: last } = await lead.state(incident.id);
  for (const line of lines) {
    await line.first("event", (event) => event.seq === last);
    const heard = line.frames.filter(({ event }) => event).map(({ event }) => event.seq);
    const wanted = heard.filter((seq) => seq > since);
    assert.deepEqual(wanted, [...wanted].sort((a, b) => a - b), "in order");
    assert.equal(new Set(wanted).size, wanted.length, "each once");
    assert.equal(wanted.at(-1) - wanted[0] + 1, wanted.length, "without gaps");
  }
  await Promise.all(editors.map((editor) => editor.cut()));
  await Promise.all(lines.map((line) => line.close()));
});
