// Anchors, frames and presence as Yjs and y-protocols have them, both ways.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as auth from "y-protocols/auth";
import * as awareness from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { Ours, Theirs, chanceOf, editByChance, engine, rounds, tell } from "./support.mjs";

test("anchors are the same bytes and stand at the same places", () => {
  rounds(500, (chance) => {
    const [ours, theirs] = [new Ours(1 + chance(2 ** 30)), new Theirs(1 + chance(2 ** 30))];
    const anchors = [];
    for (let step = 0; step < 40; step += 1) {
      editByChance(chance(2) ? ours : theirs, chance);
      tell(ours, theirs);
      tell(theirs, ours);
      const [at, assoc] = [chance(ours.text().length + 1), chance(2) - 1];
      const anchor = ours.anchor(at, assoc);
      assert.deepEqual(anchor, theirs.anchor(at, assoc));
      anchors.push(anchor);
      for (const one of anchors) assert.equal(ours.place(one), theirs.place(one));
    }
    // Where nothing has arrived.
    const [early, earlier] = [new Ours(1), new Theirs(2)];
    for (const one of anchors) assert.equal(early.place(one), earlier.place(one));
    for (const replica of [ours, theirs, early, earlier]) replica.free();
  });
});

/** A frame as y-websocket writes it. */
function framed(write) {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

test("frames are those of y-websocket", () => {
  const theirs = new Theirs(5);
  const update = theirs.edit(0, 0, "Hello");
  const { doc } = theirs;
  const bytes = (text) => new TextEncoder().encode(text);
  const frames = {
    step1: [theirs.state_vector(), (to) => {
      encoding.writeVarUint(to, 0);
      sync.writeSyncStep1(to, doc);
    }],
    step2: [theirs.encode([]), (to) => {
      encoding.writeVarUint(to, 0);
      sync.writeSyncStep2(to, doc);
    }],
    update: [update, (to) => {
      encoding.writeVarUint(to, 0);
      sync.writeUpdate(to, update);
    }],
    awareness: [bytes("who"), (to) => {
      encoding.writeVarUint(to, 1);
      encoding.writeVarUint8Array(to, bytes("who"));
    }],
    denied: [bytes("not yours"), (to) => {
      encoding.writeVarUint(to, 2);
      auth.writePermissionDenied(to, "not yours");
    }],
    query: [bytes(""), (to) => encoding.writeVarUint(to, 3)],
  };
  for (const [kind, [body, write]] of Object.entries(frames)) {
    const frame = framed(write);
    assert.deepEqual(engine.write_message(kind, body), frame);
    const read = new engine.Frame(frame);
    assert.equal(read.kind(), kind);
    assert.deepEqual(read.body(), body);
  }
});

test("a client of Yjs and the engine bring each other up to date by frames", () => {
  const [ours, theirs] = [new Ours(1), new Theirs(2)];
  ours.edit(0, 0, "ours ");
  theirs.edit(0, 0, "theirs");
  // Their question, our answer.
  const question = framed((to) => sync.writeSyncStep1(to, theirs.doc));
  const asked = new engine.Frame(Uint8Array.of(0, ...question));
  const answer = engine.write_message("step2", ours.encode(asked.body()));
  const reader = decoding.createDecoder(answer);
  assert.equal(decoding.readVarUint(reader), 0);
  sync.readSyncMessage(reader, encoding.createEncoder(), theirs.doc, "heard");
  // Our question, their answer.
  const ask = decoding.createDecoder(engine.write_message("step1", ours.state_vector()));
  assert.equal(decoding.readVarUint(ask), 0);
  const reply = framed((to) => sync.readSyncMessage(ask, to, theirs.doc, "heard"));
  ours.apply(new engine.Frame(Uint8Array.of(0, ...reply)).body());
  assert.equal(ours.text(), theirs.text());
  assert.equal(ours.text().length, "ours theirs".length);
});

/** Presence of Yjs with the face of ours. */
class TheirPresence {
  constructor(client) {
    const doc = new Y.Doc();
    doc.clientID = client;
    this.inner = new awareness.Awareness(doc);
  }
  set(state) { this.inner.setLocalState(state === "" ? null : JSON.parse(state)); }
  remove(client) { awareness.removeAwarenessStates(this.inner, [client], "test"); }
  apply(update) { awareness.applyAwarenessUpdate(this.inner, update, "test"); }
  encode(client) { return awareness.encodeAwarenessUpdate(this.inner, [client]); }
  knows(client) { return this.inner.meta.has(client); }
  state(client) {
    const state = this.inner.states.get(client);
    return state === undefined ? undefined : JSON.stringify(state);
  }
  free() { this.inner.destroy(); }
}

test("presence follows the same rules on both sides", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const chance = chanceOf(seed);
    const clients = [1, 2, 3, 4];
    // The same four people twice: in a world of our presence, and in one of theirs.
    const worlds = [engine.Presence, TheirPresence].map((Kind) =>
      clients.map((client) => {
        const one = new Kind(client);
        // Theirs begins with an empty state at clock 0, which is told to nobody.
        one.set('{"at":0}');
        return one;
      }));
    for (let step = 0; step < 60; step += 1) {
      const [who, other, about, what] = [chance(4), chance(4), clients[chance(4)], chance(8)];
      const state = `{"at":${chance(5)}}`;
      const updates = worlds.map((people) => {
        const one = people[who];
        if (what === 0) one.set("");
        else if (what === 1) one.remove(about);
        else if (what < 4) one.set(state);
        else if (worlds[1][who].knows(about)) return one.encode(about);
        return null;
      });
      assert.deepEqual(updates[0], updates[1], `seed ${seed}, step ${step}`);
      // Each world hears the other's words.
      if (updates[0]) worlds.forEach((people, n) => people[other].apply(updates[1 - n]));
      for (const client of clients) {
        const states = worlds.map((people) => people[other].state(client));
        assert.equal(states[0], states[1], `seed ${seed}, step ${step}`);
      }
    }
    for (const one of worlds.flat()) one.free();
  }
});
