// The engine and Yjs write one text together, and write the same bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Ours, Theirs, assertAgreed, chanceOf, editByChance, everybodyTellsEverybody, rounds, someone,
  tell,
} from "./support.mjs";

test("two replicas of each kind agree", () => {
  rounds(7_000, (chance) => {
    const replicas = [Ours, Theirs, Ours, Theirs].map((Kind) => new Kind(someone(chance)));
    for (let step = 0; step < 40; step += 1) {
      const one = replicas[chance(4)];
      if (chance(4)) editByChance(one, chance);
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

test("the same edits are the same bytes", () => {
  rounds(1_000, (chance) => {
    const clients = [someone(chance), someone(chance)];
    const [ours, theirs] = [Ours, Theirs].map((Kind) => clients.map((client) => new Kind(client)));
    for (let step = 0; step < 40; step += 1) {
      const who = chance(2);
      const seed = chance(2 ** 30);
      const one = editByChance(ours[who], chanceOf(seed));
      const other = editByChance(theirs[who], chanceOf(seed));
      assert.deepEqual(one, other);
      ours[1 - who].apply(one);
      theirs[1 - who].apply(other);
      if (step % 4) continue;
      assert.deepEqual(ours[who].encode([]), theirs[who].encode([]));
      assert.deepEqual(ours[1 - who].encode([]), theirs[1 - who].encode([]));
      assert.deepEqual(ours[0].state_vector(), theirs[0].state_vector());
    }
    for (const replica of [...ours, ...theirs]) replica.free();
  });
});
