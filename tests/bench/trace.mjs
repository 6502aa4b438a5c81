// A recorded piece of writing through the real room: how long it takes until all of it is kept,
// what it takes on disk, and how long somebody waits who opens it after a restart. The recordings
// lie beside the repository, or where MUSTER_TRACES says; without them there is nothing to measure.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { startServer } from "../../scripts/server.mjs";
import { Caller, firm } from "../worker/client.mjs";
import { drafting } from "../worker/drafting.mjs";
import { Replica } from "../worker/replica.mjs";
import * as Y from "yjs";

const TRACE = join(process.env.MUSTER_TRACES ?? "../shared/traces", "seph-blog1.json.gz");
/** A room takes 100 frames a second from one socket: the recording is sent over many in turn. */
const SOCKETS = 24;
/** Frames that are under way at once. */
const IN_FLIGHT = 64;

/** Bytes of all files below a folder. */
function size(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

/** The recording as updates of one editor, and the text that they come to. */
function updates(start) {
  const { txns } = JSON.parse(gunzipSync(readFileSync(TRACE)));
  const doc = new Y.Doc();
  Y.applyUpdate(doc, start);
  const made = [];
  doc.on("update", (update) => made.push(update));
  const text = doc.getText("text");
  for (const { patches } of txns) {
    doc.transact(() => {
      for (const [at, removed, inserted] of patches) {
        if (removed > 0) text.delete(at, removed);
        if (inserted) text.insert(at, inserted);
      }
    });
  }
  return { made, whole: text.toString() };
}

async function run() {
  let server = await startServer();
  const { people } = await firm(server.url);
  const incident = await drafting(people);
  const message = await incident.draft("");
  const caller = () => new Caller(people.technical_slt[0].person, server.url);
  const sender = () => new Replica(caller(), incident.id, message);
  const senders = Array.from({ length: SOCKETS }, sender);
  await Promise.all(senders.map((sender) => sender.connect()));
  const { made, whole } = updates(Y.encodeStateAsUpdate(senders[0].doc));
  const before = size(server.state);

  const began = performance.now();
  let place = 0;
  // In order over sockets in turn: each waits until what it goes on from is kept.
  while (place < made.length) {
    const burst = made.slice(place, place + IN_FLIGHT);
    const sender = senders[Math.floor(place / IN_FLIGHT) % SOCKETS];
    for (const update of burst) sender.sendUpdate(update);
    await sender.settled(60_000);
    place += burst.length;
  }
  const took = performance.now() - began;
  console.log(
    `recorded writing, ${made.length} updates: ${(took / 1000).toFixed(1)} s, ` +
      `${(took / made.length).toFixed(2)} ms each until kept`,
  );
  await server.kill();
  console.log(`on disk: ${((size(server.state) - before) / 1e6).toFixed(1)} MB`);

  server = await startServer({ state: server.state, port: server.port });
  const reader = new Replica(caller(), incident.id, message);
  // The first word wakes the room; what is measured is opening the text.
  await caller().state(incident.id);
  const opened = performance.now();
  await reader.connect();
  console.log(`opened cold in ${(performance.now() - opened).toFixed(0)} ms`);
  if (`${reader}` !== whole) throw new Error("the text is not what was written");
  await server.stop();
}

if (existsSync(TRACE)) await run();
else console.log("no recordings here: nothing to replay");
