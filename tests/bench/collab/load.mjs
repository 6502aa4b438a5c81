// The load, in a process of its own for every measurement, so that no server profits from a client
// that another one has warmed up. It obeys measure.mjs over Node's channel between processes: open
// rooms, write at a rate, say what arrived. The first participant of a room writes, others read.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { chance } from "./chance.mjs";
import { Peer } from "./client.mjs";

// So many sockets are opened at once; a server's queue of connections is not what we measure.
const OPENING = 20;
const JUMPS = 0.2;
const QUIET_MS = 1000;
// The histogram counts from tick to tick, so it holds the tick itself as well.
const TICK_MS = 1;
const SETTLE_MS_MAX = 15_000;

class Room {
  constructor(target, clients, random) {
    this.peers = Array.from({ length: clients }, () => new Peer(target));
    [this.writer, ...this.readers] = this.peers;
    this.random = random;
    // When the character with this clock was sent; only those of a measured run.
    this.sentAt = new Map();
    // Clock after the last character that any other participant has.
    this.delivered = 0;
    for (const reader of this.readers) {
      reader.onEdits = (...edits) => this.#arrived(...edits);
    }
  }

  #arrived(client, from, to, at) {
    if (client !== this.writer.doc.clientID) return;
    this.delivered = Math.max(this.delivered, to);
    for (let clock = from; clock < to; clock += 1) {
      const sent = this.sentAt.get(clock);
      if (sent !== undefined) samples.push(at - sent);
      arrivals += 1;
    }
  }

  // Edits follow a fixed timetable, whatever the server does: a slow one is not spared load.
  async write(seconds, rate, measured) {
    const began = performance.now() + (this.random() * 1000) / rate;
    const count = Math.round(seconds * rate);
    for (let edit = 0; edit < count && !this.writer.closed; edit += 1) {
      const wait = began + (edit * 1000) / rate - performance.now();
      if (wait > 0) await sleep(wait);
      if (this.writer.closed) break;
      const jump = this.random() < JUMPS ? this.random() : undefined;
      const clock = this.writer.clock(this.writer.doc.clientID);
      if (measured) this.sentAt.set(clock, performance.now());
      this.writer.type(jump);
      sent += 1;
    }
  }

  /** Whether nothing is to come: everybody has every edit, or the server is gone. */
  get settled() {
    if (this.writer.closed) return true;
    const clock = this.writer.clock(this.writer.doc.clientID);
    return this.readers.every((reader) => reader.clock(this.writer.doc.clientID) === clock);
  }
}

let rooms = [];
let samples = [];
let sent = 0;
let arrivals = 0;

async function open({ targets, clients, seed }) {
  const random = chance(seed);
  const fresh = targets.map((target) => new Room(target, clients, random));
  rooms.push(...fresh);
  const waiting = fresh.flatMap(({ peers }) => peers);
  while (waiting.length) {
    await Promise.all(waiting.splice(0, OPENING).map((peer) => peer.open()));
  }
}

async function write({ seconds, rate, measured }) {
  [samples, sent, arrivals] = [[], 0, 0];
  const lag = monitorEventLoopDelay({ resolution: TICK_MS });
  const cpu = process.cpuUsage();
  lag.enable();
  const began = performance.now();
  await Promise.all(rooms.map((room) => room.write(seconds, rate, measured)));
  const took = performance.now() - began;
  for (const until = performance.now() + SETTLE_MS_MAX; performance.now() < until; ) {
    if (rooms.every((room) => room.settled)) break;
    await sleep(20);
  }
  lag.disable();
  const { user, system } = process.cpuUsage(cpu);
  const closed = rooms.flatMap(({ peers }) => peers).filter((peer) => peer.closed);
  return {
    sent,
    expected: sent * (rooms[0].peers.length - 1),
    arrivals,
    seconds: took / 1000,
    samples,
    // The load's own lateness: where it is near the figures, it is what was measured.
    clientLagP99Ms: Math.max(0, lag.percentile(99) / 1e6 - TICK_MS),
    clientCpuShare: (user + system) / 1000 / took,
    closed: closed.map(({ closed }) => closed),
  };
}

/** What each room's writer wrote, and how much of it somebody else was shown. */
const delivered = () =>
  rooms.map(({ writer, delivered }) => ({ client: writer.doc.clientID, delivered }));

/** How much of each given writer somebody who has just joined finds, once nothing more comes. */
async function found({ clients }) {
  const all = () => rooms.map(({ writer }, n) => writer.clock(clients[n]));
  let [last, since] = [all().join(), performance.now()];
  while (performance.now() - since < QUIET_MS) {
    await sleep(50);
    if (all().join() !== last) [last, since] = [all().join(), performance.now()];
  }
  return all();
}

function end() {
  for (const { peers } of rooms) for (const peer of peers) peer.end();
  rooms = [];
  setImmediate(() => process.disconnect());
}

const ORDERS = { open, write, delivered, found, end };

process.on("message", async ({ id, order, given }) => {
  try {
    process.send({ id, answer: (await ORDERS[order](given)) ?? null });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});
