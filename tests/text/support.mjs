// What the comparisons with Yjs share: chance that repeats, and replicas of both kinds that look
// the same.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as Y from "yjs";

export const engine = createRequire(import.meta.url)("../../build/text-oracle/engine.js");

/** Whole numbers below n by chance; the same ones for the same seed. */
export function chanceOf(seed) {
  let state = (Math.imul(seed, 0x9e3779b1) | 1) >>> 0;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % n;
  };
}

export class Theirs {
  constructor(client) {
    this.doc = new Y.Doc();
    this.doc.clientID = client;
    this.type = this.doc.getText("text");
    this.doc.on("update", (update, origin) => origin !== "heard" && this.said?.push(update));
  }
  /** Yjs keeps what was deleted where it can be undone, which shows in its bytes. */
  withUndo() {
    this.undoes = new Y.UndoManager(this.type, { captureTimeout: 0 });
    return this;
  }
  edit(at, removed, inserted) {
    this.said = [];
    this.doc.transact(() => {
      if (removed > 0) this.type.delete(at, removed);
      if (inserted) this.type.insert(at, inserted);
    });
    return this.said[0];
  }
  undo() {
    this.said = [];
    this.undoes.undo();
    return this.said[0];
  }
  redo() {
    this.said = [];
    this.undoes.redo();
    return this.said[0];
  }
  text() { return this.type.toString(); }
  apply(update) { Y.applyUpdate(this.doc, update, "heard"); }
  state_vector() { return Y.encodeStateVector(this.doc); }
  encode(stateVector) {
    return Y.encodeStateAsUpdate(this.doc, stateVector.length ? stateVector : undefined);
  }
  anchor(at, assoc) {
    const position = Y.createRelativePositionFromTypeIndex(this.type, at, assoc);
    return Y.encodeRelativePosition(position);
  }
  place(anchor) {
    const position = Y.decodeRelativePosition(anchor);
    // Without the trail of this very replica's undo, which no other replica could follow.
    return Y.createAbsolutePositionFromRelativePosition(position, this.doc, false)?.index;
  }
  free() { this.doc.destroy(); }
}

export const Ours = engine.Replica;

const WORDS = ["a", "b", "c", "é", "☃", "😀", "\n", "xyz"];

/** An edit at boundaries between characters; its update, if there was anything to do. */
export function editByChance(replica, chance) {
  const characters = [...replica.text()];
  const from = chance(characters.length + 1);
  const to = chance(3) ? from : Math.min(characters.length, from + 1 + chance(4));
  const at = characters.slice(0, from).join("").length;
  const removed = characters.slice(from, to).join("").length;
  let inserted = "";
  for (let more = chance(4); more > 0; more -= 1) inserted += WORDS[chance(WORDS.length)];
  if (!removed && !inserted) inserted = "z";
  return replica.edit(at, removed, inserted);
}

/** A client, as Yjs draws them. */
export const someone = (chance) => 1 + chance(2 ** 30);

export function assertAgreed(replicas) {
  const texts = replicas.map((replica) => replica.text());
  for (const text of texts) assert.equal(text, texts[0]);
}

/** One tells the other what it lacks. */
export function tell(one, other) {
  other.apply(one.encode(other.state_vector()));
}

export function everybodyTellsEverybody(replicas) {
  for (const one of replicas) {
    for (const other of replicas) if (one !== other) tell(one, other);
  }
}

/** Brings an array into an order by chance. */
export function shuffle(array, chance) {
  for (let last = array.length - 1; last > 0; last -= 1) {
    const other = chance(last + 1);
    [array[last], array[other]] = [array[other], array[last]];
  }
  return array;
}

/** Runs rounds from seed 1 on, each with its own chance; a failure names its round. */
export function rounds(count, round) {
  for (let seed = 1; seed <= count; seed += 1) {
    try {
      round(chanceOf(seed));
    } catch (error) {
      throw new Error(`round ${seed}: ${error.message ?? error}`, { cause: error });
    }
  }
}
