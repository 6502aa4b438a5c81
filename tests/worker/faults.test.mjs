// Fifty seeded scenarios of typing while lines are cut, the room sleeps and the machine loses
// power: replicas end equal, and what the room acknowledged is there. `make faults` runs a thousand
// (MUSTER_FAULTS).
import { test } from "node:test";
import { startServer } from "../../scripts/server.mjs";
import { Caller, firm } from "./client.mjs";
import { drafting } from "./drafting.mjs";
import { dice, scenario } from "./faults.mjs";

const SCENARIOS = Number(process.env.MUSTER_FAULTS ?? 50);
/** After so many steps the room has been asleep once: its memory is gone, its sockets are not. */
const FORGETS_ONE_IN = 12;
/** Every so many scenarios the power is cut in the middle. */
const POWER_CUT_EVERY = 10;

test(`[R91] [R153] ${SCENARIOS} scenarios with cuts: nothing that was acknowledged is lost`, async () => {
  let server = await startServer();
  try {
    let demo = await firm(server.url);
    const incident = await drafting(demo.people);
    const slt = () => new Caller(demo.people.technical_slt[0].person, server.url);
    for (let seed = 1; seed <= SCENARIOS; seed += 1) {
      const message = await incident.draft("It begins.");
      const cutAt = seed % POWER_CUT_EVERY === 0 ? dice(seed)(30) + 5 : null;
      await scenario(seed, slt, incident.id, message, async (place, roll) => {
        if (roll(FORGETS_ONE_IN) === 0) await slt().post(`/api/test/forget/${incident.id}`, "");
        if (place !== cutAt) return false;
        await server.kill();
        server = await startServer({ state: server.state, port: server.port });
        return true;
      });
    }
  } finally {
    await server.stop();
  }
});
