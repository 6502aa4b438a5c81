// Rooms of ours to write in: incidents, each with a message that the Technical SLT is drafting.
// They come about through the API, in the words of the walk-through, on a server that is killed
// then; the measured one starts afterwards on what that one left, with no room in memory.
import { randomUUID } from "node:crypto";
import { startServer } from "../../../scripts/server.mjs";
import { firm } from "../../worker/client.mjs";
import { ACTS, OPENING, Walk } from "../../worker/walk.mjs";

const MESSAGE = 1;
// Incidents that are set up at once: most of a step is waiting for the disk.
const AT_ONCE = 16;

const acts = Object.values(ACTS);
const [DECLARED, HANDED_OVER, BRIEFED, , DRAFTED] = acts;
// Of the act that drafts the message: it is planned, and it is started.
const STARTING = 2;
const STEPS = [...DECLARED, ...HANDED_OVER, ...BRIEFED, ...DRAFTED.slice(0, STARTING)];

async function incident(people) {
  const opening = { id: randomUUID(), command: OPENING };
  const { body } = await people.customer_liaison[0].post("/api/incidents", opening);
  const walk = new Walk(people, body.incident);
  for (const step of STEPS) await walk.sends(await walk.request(step, randomUUID()), step);
  return walk.incident;
}

/** A folder with an empty database in it: what a server of the tests leaves that did nothing. */
async function migrated() {
  const server = await startServer();
  await server.kill();
  return server.state;
}

/**
 * `count` rooms: { state, targets(base) }, every target in the name of the one who may write.
 * `start(state)` starts the server; for so many commands, the tests' own would take minutes.
 */
export async function stage(count, start) {
  const state = await migrated();
  const server = await start(state);
  try {
    const { people } = await firm(server.url);
    const incidents = [];
    while (incidents.length < count) {
      const next = Math.min(AT_ONCE, count - incidents.length);
      const some = Array.from({ length: next }, () => incident(people));
      incidents.push(...(await Promise.all(some)));
    }
    const { cookie } = people.technical_slt[0].headers;
    const targets = (base) =>
      incidents.map((id) => ({
        url: `${base.replace("http", "ws")}/api/incidents/${id}/messages/${MESSAGE}/doc`,
        headers: { cookie, origin: base },
      }));
    return { state, targets };
  } finally {
    await server.kill();
  }
}
