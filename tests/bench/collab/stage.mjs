// Rooms of ours to write in: incidents, each with a message that the Technical SLT is drafting.
// They come about through the API, in the words of the walk-through, on a server of the tests; the
// measured one starts afterwards on what that one left, with no room in memory.
import { randomUUID } from "node:crypto";
import { startServer } from "../../../scripts/server.mjs";
import { firm } from "../../worker/client.mjs";
import { ACTS, OPENING, Walk } from "../../worker/walk.mjs";

const MESSAGE = 1;
// Incidents that are set up at once.
const AT_ONCE = 4;

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

/** `count` rooms: { state, targets(base) }, every target in the name of the one who may write. */
export async function stage(count) {
  const server = await startServer();
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
    return { state: server.state, targets };
  } finally {
    await server.kill();
  }
}
