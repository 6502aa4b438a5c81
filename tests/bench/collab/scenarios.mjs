// What is measured: how many rooms, how many people in each, how fast one of them types.
// The first four are the rates of editor.md's earlier study and the largest room we promise.
export const SCENARIOS = {
  "20x5": { rooms: 20, clients: 5, rate: 10 },
  "1x50": { rooms: 1, clients: 50, rate: 20 },
  "1x200": { rooms: 1, clients: 200, rate: 20 },
  "100x3": { rooms: 100, clients: 3, rate: 2 },
};

// Hocuspocus ends a connection that has sent nothing for a minute, and our readers send nothing:
// the two phases together stay below that.
export const FULL = { warmSeconds: 5, seconds: 30, rounds: 2, pauseMs: 1000 };
export const QUICK = { warmSeconds: 1, seconds: 3, rounds: 1, pauseMs: 0 };

// Kills: rooms with one writer and two readers, killed at a random moment between the two times.
// The later one lies far behind the ten seconds after which those who save with a delay must save:
// what they lose is what they had not saved yet, not all there ever was.
export const KILLS = { rooms: 5, clients: 3, rate: 20, from: 5, to: 25 };
// A control, once for each server: after so long a silence nobody may lose anything but those who
// keep nothing at all. Who does here was set up wrongly by us, and its other figures are void.
export const CALM = { afterSeconds: 3, calmSeconds: 12 };
export const KILLS_FULL = 5;
export const KILLS_QUICK = 1;

/** The same load, small enough to try everything in two minutes. */
export function small({ rooms, clients, rate }) {
  return { rooms: Math.min(rooms, 5), clients: Math.min(clients, 20), rate };
}
