// Seeded scenarios for a text that several people type into while lines are cut, frames come twice,
// editors are closed and the machine loses power. Run by a test and, for longer, by `make faults`.
import assert from "node:assert/strict";
import * as Y from "yjs";
import { Replica } from "./replica.mjs";

const REPLICAS = 5;
const STEPS = 40;
const WORDS = ["a", "bc", "é", "☃", "😀", "\n", "word ", "so it goes"];

/** Numbers that are the same for the same seed. */
export function dice(seed) {
  let state = (seed * 2654435761 + 1) >>> 0;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

function edit(replica, roll) {
  const characters = [...replica.toString()];
  const from = roll(characters.length + 1);
  const at = characters.slice(0, from).join("").length;
  if (roll(4) === 0 && from < characters.length) {
    const gone = characters.slice(from, from + 1 + roll(4)).join("");
    replica.text.delete(at, gone.length);
  } else {
    replica.text.insert(at, WORDS[roll(WORDS.length)]);
  }
}

/** One step of a scenario at one replica. */
async function step(replica, roll) {
  const what = roll(20);
  if (what === 0) return replica.cut();
  if (what <= 2 && !replica.socket) return replica.connect();
  if (what === 3 && replica.socket) {
    // What is sent twice is taken in once.
    return replica.sendUpdate(Y.encodeStateAsUpdate(replica.doc));
  }
  edit(replica, roll);
  if (what === 4) await new Promise((done) => setTimeout(done, 3));
}

/**
 * Runs one scenario on a message that `caller` may write. `disturb(place)` is called between steps:
 * there a test may evict the room or cut the power; it answers whether lines are lost by it.
 */
export async function scenario(seed, caller, incident, message, disturb = async () => false) {
  const roll = dice(seed);
  const replicas = Array.from(
    { length: REPLICAS },
    (_, n) => new Replica(caller(), incident, message, 1_000_000 + seed * 10 + n),
  );
  await Promise.all(replicas.map((replica) => replica.connect()));
  for (let place = 0; place < STEPS; place += 1) {
    await step(replicas[roll(REPLICAS)], roll);
    if (await disturb(place, roll)) {
      for (const replica of replicas) {
        await replica.cut();
        replica.caller = caller();
      }
    }
  }
  for (const replica of replicas) {
    if (!replica.socket) await replica.connect();
    await replica.settled();
  }
  for (const replica of replicas) await replica.sync();
  const fresh = new Replica(caller(), incident, message, 999);
  await fresh.connect();
  const known = Y.decodeStateVector(Y.encodeStateVector(fresh.doc));
  for (const replica of replicas) {
    const kept = known.get(replica.client) ?? 0;
    assert.ok(kept >= replica.acknowledged, `seed ${seed}: an acknowledged character is lost`);
    assert.equal(`${replica}`, `${fresh}`, `seed ${seed}: replicas differ`);
    assert.deepEqual(replica.refused, [], `seed ${seed}`);
  }
  await Promise.all([...replicas, fresh].map((replica) => replica.cut()));
}
