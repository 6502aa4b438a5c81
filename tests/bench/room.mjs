// Figures of one room on the real local runtime: how fast others see a command, how many a second
// are kept durably, how long a cold room of 10,000 events takes to open. Run by `make bench`.
import { rmSync } from "node:fs";
import { startServer } from "../../scripts/server.mjs";
import { Caller, declare, firm } from "../worker/client.mjs";
import { line, ms } from "./lib/figures.mjs";

const ROUNDS = 300;
const EVENTS = 10_000;
// Commands that are under way at once while the log is filled.
const IN_FLIGHT = 50;

/** From sending a command to each of `count` sockets having its event. */
async function fanOut({ callers }, lead, incident, count) {
  const viewers = [...callers.values()];
  const sockets = await Promise.all(
    Array.from({ length: count }, (_, n) => viewers[n % viewers.length].live(incident)),
  );
  await Promise.all(sockets.map((socket) => socket.first("welcome", undefined, 30_000)));
  const sender = await lead.live(incident);
  const samples = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    const heard = sockets.map((socket) =>
      socket
        .next("event", ({ event }) => event.noted)
        .then(() => samples.push(performance.now() - began)),
    );
    sender.send({
      command: { id: `bench-${count}-${round}`, command: { note: { text: `Round ${round}` } } },
    });
    await Promise.all(heard);
  }
  line(`command → event seen, ${count} socket(s)`, samples);
  await Promise.all([sender, ...sockets].map((socket) => socket.close()));
}

/** Fills the log over one socket, and says how many events a second were kept. */
async function fill(lead, incident) {
  const { seq: start } = await lead.state(incident);
  const socket = await lead.live(incident);
  await socket.first("welcome");
  const began = performance.now();
  for (let sent = start; sent < EVENTS; sent += IN_FLIGHT) {
    const last = `fill-${Math.min(sent + IN_FLIGHT, EVENTS)}`;
    const taken = socket.next("accepted", ({ id }) => id === last, 30_000);
    for (let place = sent + 1; place <= Math.min(sent + IN_FLIGHT, EVENTS); place += 1) {
      const command = { note: { text: `What somebody noted, ${place}` } };
      socket.send({ command: { id: `fill-${place}`, command } });
    }
    await taken;
    socket.frames.length = 0;
  }
  const perSecond = ((EVENTS - start) / (performance.now() - began)) * 1000;
  console.log(`events kept durably by one room: ${perSecond.toFixed(0)} a second`);
  await socket.close();
}

async function opening(lead, incident) {
  const began = performance.now();
  const state = await lead.state(incident);
  return { took: performance.now() - began, seq: state.seq };
}

let server = await startServer();
const { state } = server;
try {
  const demo = await firm(server.url);
  const [first] = demo.people.business_lead;
  const small = await declare(first);
  const large = await declare(first);
  await first.done(large, { accept_page: { role: "business_lead", eta: null } });
  for (const count of [1, 10, 50]) await fanOut(demo, first, large, count);
  await fill(first, large);

  await server.kill();
  server = await startServer({ state });
  const lead = new Caller(first.person, server.url);
  // The runtime itself is cold as well; another room warms that, not this one.
  await opening(lead, small);
  const cold = await opening(lead, large);
  const warm = await opening(lead, large);
  console.log(
    `opening a cold room of ${cold.seq} events: ${ms(cold.took)} (warm: ${ms(warm.took)})`,
  );
} finally {
  await server.kill();
  rmSync(state, { recursive: true, force: true });
}
