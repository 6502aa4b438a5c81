// The engine and Yjs agree whatever is undone, and whatever order updates come in.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import {
  Ours, Theirs, assertAgreed, editByChance, everybodyTellsEverybody, rounds, shuffle, someone, tell,
} from "./support.mjs";

test("undo and redo on both sides leave everybody agreed", () => {
  rounds(3_000, (chance) => {
    const replicas = [Ours, Theirs, Ours, Theirs].map((Kind) => new Kind(someone(chance)));
    for (const replica of replicas) replica.withUndo?.();
    for (let step = 0; step < 40; step += 1) {
      const one = replicas[chance(4)];
      const what = chance(10);
      if (what < 5) editByChance(one, chance);
      else if (what < 7) one.undo();
      else if (what < 8) one.redo();
      else {
        const other = replicas[chance(4)];
        if (one !== other) tell(other, one);
      }
    }
    everybodyTellsEverybody(replicas);
    assertAgreed(replicas);
    assert.deepEqual(replicas[0].encode([]), replicas[2].encode([]));
    for (const replica of replicas) replica.free();
  });
});

test("what Yjs wrote and undid arrives whole, merged in groups and out of order", () => {
  rounds(3_000, (chance) => {
    const authors = [0, 1, 2].map(() => new Theirs(someone(chance)).withUndo());
    const said = [];
    for (let step = 0; step < 30; step += 1) {
      const one = authors[chance(3)];
      const what = chance(10);
      if (what < 6) said.push(editByChance(one, chance));
      else if (what < 7) said.push(one.undo());
      else {
        const other = authors[chance(3)];
        if (one !== other) tell(other, one);
      }
    }
    const updates = said.filter(Boolean);
    const inOrder = new Theirs(7);
    for (const update of updates) inOrder.apply(update);
    shuffle(updates, chance);
    const ours = new Ours(8);
    while (updates.length) ours.apply(Y.mergeUpdates(updates.splice(0, 1 + chance(4))));
    assert.equal(ours.text(), inOrder.text());
    // And back again.
    const back = new Theirs(9);
    back.apply(ours.encode([]));
    assert.equal(back.text(), ours.text());
    for (const replica of [...authors, inOrder, ours, back]) replica.free();
  });
});

test("updates that come in any order, twice, or not at all until asked for", () => {
  rounds(5_000, (chance) => {
    const replicas = [Ours, Theirs, Ours].map((Kind) => new Kind(someone(chance)));
    const inboxes = replicas.map(() => []);
    for (let step = 0; step < 40; step += 1) {
      const who = chance(3);
      if (chance(3)) {
        const update = editByChance(replicas[who], chance);
        inboxes.forEach((inbox, other) => {
          if (other === who) return;
          for (let copies = [0, 1, 1, 1, 2][chance(5)]; copies > 0; copies -= 1) inbox.push(update);
        });
      } else {
        const [update] = inboxes[who].splice(chance(inboxes[who].length || 1), 1);
        // Out of order Yjs itself loses text now and then, so that it hears only what is next.
        if (update && replicas[who] instanceof Ours) replicas[who].apply(update);
      }
    }
    everybodyTellsEverybody(replicas);
    assertAgreed(replicas);
    assert.deepEqual(replicas[0].encode([]), replicas[2].encode([]));
    for (const replica of replicas) replica.free();
  });
});
