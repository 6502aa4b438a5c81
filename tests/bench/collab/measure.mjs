// One measurement of each kind on one server: what a scenario costs, and what a kill loses.
import { setTimeout as sleep } from "node:timers/promises";
import { Loader } from "./loader.mjs";
import { forget, start } from "./servers.mjs";

// Until collectors of garbage and lazy loading are done, memory still moves.
const CALM_MS = 1000;

/**
 * Memory is counted from a server that has one room in use already, so that what a first room
 * brings along is no room's; processor time from the end of the warm-up.
 */
export async function latency(server, { rooms, clients, rate }, { warmSeconds, seconds, seed }) {
  const { state, targets } = await server.prepare(rooms + 1);
  const running = await start(server, state);
  const load = new Loader();
  try {
    const [first, ...others] = targets(running.url);
    const warm = new Loader();
    await warm.ask("open", { targets: [first], clients: 2, seed });
    await warm.ask("write", { seconds: 1, rate: 10 });
    await warm.end();
    await sleep(CALM_MS);
    const empty = running.usage();
    await load.ask("open", { targets: others, clients, seed });
    await sleep(CALM_MS);
    const opened = running.usage();
    await load.ask("write", { seconds: warmSeconds, rate });
    const before = running.usage();
    const result = await load.ask("write", { seconds, rate, measured: true });
    const after = running.usage();
    // Who was thrown out did not carry its share, and the figures would be of a smaller room.
    if (result.closed.length) throw new Error(`${result.closed.length} closed: ${result.closed[0]}`);
    return {
      ...result,
      cpuSeconds: after.cpuSeconds - before.cpuSeconds,
      rssBytes: { empty: empty.rssBytes, opened: opened.rssBytes, used: after.rssBytes },
      processes: after.processes,
      printed: running.lines.join("").slice(-2000),
    };
  } finally {
    await load.end();
    await running.kill();
    forget(state);
  }
}

/**
 * Kills the server while people write, starts it again on what is left, and counts the edits that
 * somebody else had been shown and that are gone. With `calmSeconds`, the writers have stopped for
 * so long when it is killed: whoever saves at all has saved by then.
 */
export async function kill(server, { rooms, clients, rate }, { afterSeconds, calmSeconds, seed }) {
  const { state, targets } = await server.prepare(rooms);
  let running = await start(server, state);
  let load = new Loader();
  try {
    await load.ask("open", { targets: targets(running.url), clients, seed });
    // Far longer than the server lives; the writers stop when their sockets close.
    const seconds = calmSeconds ? afterSeconds : afterSeconds + 60;
    const writing = load.ask("write", { seconds, rate });
    await sleep((afterSeconds + (calmSeconds ?? 0)) * 1000);
    await running.kill();
    const { sent } = await writing;
    const written = await load.ask("delivered");
    await load.end();

    running = await start(server, state);
    load = new Loader();
    await load.ask("open", { targets: targets(running.url), clients: 1, seed });
    const found = await load.ask("found", { clients: written.map(({ client }) => client) });
    const lost = written.map(({ delivered }, n) => Math.max(0, delivered - found[n]));
    return {
      afterSeconds,
      sent,
      delivered: written.reduce((sum, room) => sum + room.delivered, 0),
      lost: lost.reduce((sum, count) => sum + count, 0),
    };
  } finally {
    await load.end();
    await running.kill();
    forget(state);
  }
}
