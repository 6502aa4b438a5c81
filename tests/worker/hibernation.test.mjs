// The platform puts a room that nobody speaks to out of memory while its sockets stay open, and a
// phone that lost its network leaves a socket behind that nobody holds. Both are done for real.
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createTestHarness } from "wrangler";
import { firm } from "./client.mjs";
import { drafting } from "./drafting.mjs";
import { Replica } from "./replica.mjs";

const CONFIG = resolve(import.meta.dirname, "../../build/wrangler.test.toml");
const SILENT_MS_MAX = 1_500;

let server;
let worker;
let demo;
let incident;
let room;

before(async () => {
  const vars = { DEMO: "1", SILENT_MS_MAX: `${SILENT_MS_MAX}` };
  server = createTestHarness({ workers: [{ configPath: CONFIG, vars }] });
  const { url } = await server.listen();
  worker = server.getWorker("muster");
  await worker.applyD1Migrations("DB");
  demo = await firm(url.origin);
  const past = new Set(await worker.listDurableObjectIds("Room"));
  incident = await drafting(demo.people);
  [room] = (await worker.listDurableObjectIds("Room")).filter((id) => !past.has(id));
});

after(() => server?.close());

/** Puts the room out of memory, with its sockets open. */
const hibernate = () => worker.evictDurableObject("Room", { id: room, webSockets: "hibernate" });

test("[R153] a room put out of memory goes on over the sockets that were open", async () => {
  const [lead] = demo.people.business_lead;
  const [slt] = demo.people.technical_slt;
  const [hers, his] = [await lead.live(incident.id), await slt.live(incident.id)];
  const { seq: before } = await lead.state(incident.id);
  await his.first("welcome");
  await hibernate();
  const heard = his.next("event");
  const id = "after-the-long-silence";
  const accepted = hers.next("accepted");
  hers.send({ command: { id, command: { note: { text: "Still here." } } } });
  assert.equal((await accepted).seq, before + 1);
  assert.equal((await heard).seq, before + 1);
  await Promise.all([hers.close(), his.close()]);
});

test("[R91] what is typed after the room was put out of memory is kept and passed on", async () => {
  const [slt] = demo.people.technical_slt;
  const message = await incident.draft("Dear all.");
  const [one, two] = [1, 2].map(() => new Replica(slt, incident.id, message));
  await one.connect();
  await two.connect();
  one.text.insert(0, "Hello. ");
  await one.settled();
  await hibernate();
  two.text.insert(two.text.length, " We work on it.");
  await two.settled();
  for (const end = Date.now() + 5_000; `${one}` !== `${two}` && Date.now() < end; ) await sleep(20);
  assert.equal(`${one}`, "Hello. Dear all. We work on it.");
  await Promise.all([one.cut(), two.cut()]);
});

test("a device that went away without a word is not shown as here", async () => {
  const [lead] = demo.people.business_lead;
  const [slt] = demo.people.technical_slt;
  const stays = await lead.live(incident.id);
  const beat = setInterval(() => stays.send("ping"), SILENT_MS_MAX / 5);
  const gone = await slt.live(incident.id);
  const shown = ({ people }) => people.includes(slt.person);
  await stays.first("online", shown);
  const { code } = await gone.closed;
  assert.equal(code, 4008);
  await stays.first("online", (online) => !shown(online));
  assert.equal(stays.socket.readyState, WebSocket.OPEN, "whoever beats stays");
  clearInterval(beat);
  await stays.close();
});
