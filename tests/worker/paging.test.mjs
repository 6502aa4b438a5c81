// Pages that leave the app: to devices, chats and paging services, and back by their link. What is
// sent goes to a server of the test's own; everything else is the product.
import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, startServer } from "../../scripts/server.mjs";
import { Caller, declare, firm } from "./client.mjs";
import { Device, Receiver, assertSigned, assertVouched } from "./receiver.mjs";

const PAGE_TIMEOUT_MS = 5 * 60_000;
const SLT = "technical_slt";

let receiver;
let server;
let demo;

async function start(vars = {}) {
  const all = { TEST_HOSTS: receiver.host, ...vars };
  server = await startServer({ state: server?.state, port: server?.port, vars: all });
}

before(async () => {
  receiver = await new Receiver().start(await freePort());
  await start();
  demo = await firm(server.url);
});

after(async () => {
  await server.kill();
  await receiver.stop();
  rmSync(server.state, { recursive: true, force: true });
});

async function until(finds, withinMs = 10_000) {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(50)) {
    const found = await finds();
    if (found) return found;
  }
  return assert.fail("it did not come to pass in time");
}

/** How somebody is reached, in order. */
async function reachedBy(caller, channels) {
  const { phone, email, zone } = demo.organisation.people.find(({ id }) => id === caller.person);
  const contact = { phone, email, zone, channels };
  const change = { set_own_contact: { contact } };
  const { status, body } = await caller.post("/api/organisation/changes", {
    id: randomUUID(),
    revision: (await caller.get("/api/organisation")).body.revision,
    change,
  });
  // Nothing to change is as good.
  assert.ok(status === 200 || body.code === "already_so", JSON.stringify(body));
}

async function withDevice(caller) {
  const device = new Device(receiver);
  const { status, body } = await caller.post("/api/me/reach/devices", device.subscription);
  assert.equal(status, 201, JSON.stringify(body));
  device.id = body.devices.find(({ endpoint }) => endpoint === receiver.url(device.path)).id;
  return device;
}

async function withHook(caller, kind, more = {}) {
  const path = `/hook/${randomUUID()}`;
  const hook = { kind, url: receiver.url(path), ...more };
  const { status, body } = await caller.post("/api/me/reach/hook", hook);
  assert.equal(status, 201, JSON.stringify(body));
  return { path, secret: body.secret };
}

const seatOf = async (caller, incident, role = SLT) =>
  (await caller.state(incident)).seats.find((seat) => seat.role === role);

const link = (url) => new URL(url).pathname;

test("[R24] a page reaches a device sealed for it, and says who sends it", async () => {
  const [lead] = demo.people.business_lead;
  const [slt] = demo.people[SLT];
  await reachedBy(slt, ["push", "phone"]);
  const device = await withDevice(slt);
  const { key } = (await slt.get("/api/me/reach")).body;
  const incident = await declare(lead, { title: "Payments fail" });
  const call = await receiver.nth(device.path);
  assert.equal(call.headers["content-encoding"], "aes128gcm");
  assert.equal(call.headers.urgency, "high");
  assert.ok(Number(call.headers.ttl) > 200 && Number(call.headers.ttl) <= 300);
  assert.match(call.headers.topic, /^[A-Za-z0-9_-]{1,32}$/);
  assertVouched(call, key);
  const { notification, muster } = device.open(call.body);
  assert.match(notification.title, /You are paged as Technical SLT/);
  assert.match(notification.body, /Payments fail/);
  assert.match(notification.navigate, new RegExp(`^${server.url}/page/`));
  assert.equal(muster.kind, "page");

  await until(async () => (await seatOf(lead, incident)).page.reach === "delivered");
  await slt.done(incident, { accept_page: { role: SLT, eta: null } });
  const over = await device.message(2);
  assert.equal(over.muster.kind, "over");
  assert.equal(over.notification.tag, notification.tag, "it takes the place of the page");
  await slt.ask(`/api/me/reach/devices/${device.id}`, { method: "DELETE" });
});

test("[R32] a page that reaches nobody says so at once, in the log and on the seat", async () => {
  const [lead] = demo.people.business_lead;
  const [slt] = demo.people[SLT];
  await reachedBy(slt, ["push", "phone"]);
  const incident = await declare(lead);
  const asked = Date.now();
  await until(async () => (await seatOf(lead, incident)).page.reach === "unreached");
  assert.ok(Date.now() - asked < 3_000, "at once");
  const tried = (await lead.events(incident)).filter(({ event }) => event.page_tried);
  assert.ok(tried.some(({ event }) => event.page_tried.person === slt.person));
});

test("[R24] a link answers the page once, without a session and without a script", async () => {
  const [lead] = demo.people.business_lead;
  const [slt] = demo.people[SLT];
  await reachedBy(slt, ["push"]);
  const device = await withDevice(slt);
  const incident = await declare(lead, { title: "Tom & <b>Jerry</b>" });
  const path = link((await device.message()).notification.navigate);
  const stranger = new Caller(null, server.url);
  stranger.headers = {};

  const shown = await stranger.get(path);
  assert.equal(shown.status, 200);
  assert.match(shown.body, /Tom &amp; &lt;b&gt;Jerry/);
  assert.ok(shown.body.length < 15_000);
  assert.doesNotMatch(shown.body, /<script/);
  const policy = shown.headers.get("content-security-policy");
  const [, style] = /<style>(.*)<\/style>/s.exec(shown.body);
  const hash = createHash("sha256").update(style).digest("base64");
  assert.ok(policy.includes(`'sha256-${hash}'`), "the style sheet is let through by its hash");
  assert.equal(shown.headers.get("cache-control"), "no-store");
  assert.equal(shown.headers.get("referrer-policy"), "same-origin");
  assert.equal((await seatOf(lead, incident)).holder, null, "looking decides nothing");

  const say = (answer) =>
    fetch(server.url + path, {
      method: "POST",
      body: new URLSearchParams({ answer }),
      redirect: "manual",
    });
  assert.equal((await say("7")).status, 400, "an answer that is none");
  const answers = await Promise.all(["15", "no", "yes", "no"].map(say));
  const taken = answers.filter(({ status }) => status === 303);
  assert.equal(taken.length, 1, "one answer counts");
  assert.equal(taken[0].headers.get("location"), path);
  assert.ok(answers.every(({ status }) => status === 303 || status === 409));
  const { holder, passed_over: passed } = await seatOf(lead, incident);
  assert.ok(holder?.person === slt.person || passed.includes(slt.person));
  const later = await stranger.get(path);
  assert.match(later.body, /Thank you/);
  assert.doesNotMatch(later.body, /<form/);
  assert.equal((await say("yes")).status, 409);
});

test("[R24] an ETA given by the link is the seat's", async () => {
  const [lead] = demo.people.business_lead;
  const [slt] = demo.people[SLT];
  const device = await withDevice(slt);
  const incident = await declare(lead);
  const path = link((await device.message()).notification.navigate);
  const body = new URLSearchParams({ answer: "15" });
  await fetch(server.url + path, { method: "POST", body, redirect: "manual" });
  const { holder } = await seatOf(lead, incident);
  assert.equal(holder.person, slt.person);
  const minutes = (holder.standing.acknowledged.eta - Date.now()) / 60_000;
  assert.ok(minutes > 14 && minutes <= 15, `${minutes} minutes`);
});

test("a link that was never made leads nowhere, whatever it looks like", async () => {
  const stranger = new Caller(null, server.url);
  stranger.headers = {};
  const [lead] = demo.people.business_lead;
  const [slt] = demo.people[SLT];
  const device = await withDevice(slt);
  await declare(lead);
  const real = link((await device.message()).notification.navigate);
  const token = real.slice(-43);
  for (const path of [
    "/page/",
    "/page/x",
    `/page/${token}`,
    `/page/${"0".repeat(64)}${token}`,
    real.slice(0, -1),
    `${real.slice(0, -43)}${"A".repeat(43)}`,
  ]) {
    for (const method of ["GET", "POST"]) {
      const { status, body } = await stranger.ask(path, { method });
      assert.equal(status, 404, `${method} ${path}`);
      assert.match(body, /leads nowhere/);
    }
  }
});

test("[R160] chats and paging services get bodies that they read, signed", async () => {
  const [lead] = demo.people.business_lead;
  const [slt] = demo.people[SLT];
  await reachedBy(slt, ["chat"]);
  const kinds = {
    slack: (body) => assert.match(body.blocks[1].elements[0].url, /\/page\//),
    teams: (body) => assert.match(body.attachments[0].content.actions[0].url, /\/page\//),
    pager_duty: (body) => {
      assert.equal(body.routing_key, "KEY");
      assert.equal(body.event_action, "trigger");
    },
    generic: (body) => assert.equal(body.type, "page"),
  };
  for (const [kind, reads] of Object.entries(kinds)) {
    const { path, secret } = await withHook(slt, kind, { key: "KEY" });
    const incident = await declare(lead);
    const call = await receiver.nth(path);
    assertSigned(call, secret);
    reads(JSON.parse(call.body));
    await until(async () => (await seatOf(lead, incident)).page.reach === "delivered");
    await slt.done(incident, { decline_page: { role: SLT, note: "" } });
    const over = JSON.parse((await receiver.nth(path, 2)).body);
    if (kind === "pager_duty") assert.equal(over.event_action, "resolve");
  }
  const { hook } = (await slt.get("/api/me/reach")).body;
  assert.deepEqual(hook, { kind: "generic", host: receiver.host }, "the address is not shown");
  await slt.ask("/api/me/reach/hook", { method: "DELETE" });
});

test("a device that is gone is forgotten, and the next channel is tried at once", async () => {
  const [lead] = demo.people.business_lead;
  const [slt] = demo.people[SLT];
  await reachedBy(slt, ["push", "chat"]);
  const { body } = await slt.get("/api/me/reach");
  for (const { id } of body.devices) {
    await slt.ask(`/api/me/reach/devices/${id}`, { method: "DELETE" });
  }
  const device = await withDevice(slt);
  receiver.answers.set(device.path, { status: 410 });
  const { path } = await withHook(slt, "generic");
  const asked = Date.now();
  const incident = await declare(lead);
  await receiver.nth(path);
  assert.ok(Date.now() - asked < 3_000, "the chat does not wait for its turn");
  assert.deepEqual((await slt.get("/api/me/reach")).body.devices, []);
  await until(async () => (await seatOf(lead, incident)).page.reach === "delivered");
  const tried = (await lead.events(incident)).map(({ event }) => event.page_tried);
  const own = tried.filter((it) => it?.person === slt.person).map((it) => it.reach);
  assert.deepEqual(own, ["failed", "delivered"]);
  await slt.ask("/api/me/reach/hook", { method: "DELETE" });
});

test("what says “later” is tried again when it said, under the same id", async () => {
  const [lead] = demo.people.business_lead;
  const [slt] = demo.people[SLT];
  await reachedBy(slt, ["chat"]);
  const { path } = await withHook(slt, "generic");
  const says = [{ status: 503 }, { status: 429, headers: { "retry-after": "17" } }];
  receiver.answers.set(path, () => says.shift());
  const incident = await declare(lead);
  const first = await receiver.nth(path);
  await until(async () => (await seatOf(lead, incident)).page.reach === "unreached");
  const second = await receiver.nth(path, 2, 12_000);
  const third = await receiver.nth(path, 3, 25_000);
  assert.ok(second.at - first.at >= 4_900 && third.at - second.at >= 16_900);
  const ids = [first, second, third].map(({ headers }) => headers["webhook-id"]);
  assert.equal(new Set(ids).size, 1);
  await until(async () => (await seatOf(lead, incident)).page.reach === "delivered");
  await slt.done(incident, { decline_page: { role: SLT, note: "" } });
  await slt.ask("/api/me/reach/hook", { method: "DELETE" });
});

test("an answered page is not sent any more, wherever it waited", async () => {
  const [lead] = demo.people.business_lead;
  const [slt] = demo.people[SLT];
  await reachedBy(slt, ["push", "chat"]);
  const device = await withDevice(slt);
  const { path } = await withHook(slt, "generic");
  const incident = await declare(lead);
  await receiver.nth(device.path);
  await slt.done(incident, { accept_page: { role: SLT, eta: null } });
  assert.equal((await device.message(2)).muster.kind, "over");
  await sleep(2_000);
  assert.deepEqual(receiver.to(path), [], "the second channel hears nothing");
  await slt.ask("/api/me/reach/hook", { method: "DELETE" });
});

test("nothing is sent to private hosts, nor followed where it is led elsewhere", async () => {
  const [slt] = demo.people[SLT];
  const { p256dh, auth } = new Device(receiver).subscription;
  for (const endpoint of [
    "http://push.example.com/x",
    "https://127.0.0.1/x",
    "https://localhost/x",
    "https://10.0.0.7/x",
    "https://[::1]/x",
    "http://127.0.0.1:1/x",
    "not an address",
  ]) {
    const device = { endpoint, p256dh, auth };
    const { status, body } = await slt.post("/api/me/reach/devices", device);
    assert.deepEqual([status, body.code], [400, "bad_address"], endpoint);
    const hook = await slt.post("/api/me/reach/hook", { kind: "generic", url: endpoint });
    assert.deepEqual([hook.status, hook.body.code], [400, "bad_address"], endpoint);
  }
  const { path } = await withHook(slt, "generic");
  receiver.answers.set(path, { status: 302, headers: { location: receiver.url("/elsewhere") } });
  const { body } = await slt.post("/api/me/reach/test", { channel: "chat" });
  assert.equal(body.outcome, "refused");
  assert.deepEqual(receiver.to("/elsewhere"), []);
  await slt.ask("/api/me/reach/hook", { method: "DELETE" });
});

test("[R10] anybody tries their channels, and the readiness page shows how it went", async () => {
  const [, slt] = demo.people[SLT];
  const device = await withDevice(slt);
  const tried = async (channel) =>
    (await slt.post("/api/me/reach/test", { channel })).body.outcome;
  assert.equal(await tried("push"), "delivered");
  assert.equal((await device.message()).muster.kind, "test");
  assert.equal(await tried("mail"), "not_set_up", "no mail is bound here, and it says so");
  assert.equal(await tried("chat"), "not_set_up");
  const { body } = await slt.get("/api/organisation/readiness");
  const own = body.tests.filter(({ person }) => person === slt.person);
  assert.deepEqual(
    Object.fromEntries(own.map(({ channel, outcome }) => [channel, outcome])),
    { push: "delivered", mail: "not_set_up", chat: "not_set_up" },
  );
  assert.ok(body.findings.some(({ test_failed: it }) => it?.person === slt.person));
  const { tests } = (await slt.get("/api/me/reach")).body;
  assert.equal(tests.length, 3);
});

test("[R26] killed between page and time-out, the next backup is paged once", async () => {
  const [lead] = demo.people.business_lead;
  const [slt, backup] = demo.people[SLT];
  await reachedBy(slt, ["push"]);
  await reachedBy(backup, ["push"]);
  const device = await withDevice(slt);
  const next = await withDevice(backup);
  const incident = await declare(lead);
  await device.message();
  await until(async () => (await seatOf(lead, incident)).page.reach === "delivered");
  await server.kill();
  await start({ CLOCK_OFFSET_MS: PAGE_TIMEOUT_MS + 1_000 });
  // The platform's alarm keeps the true time, which did not jump: somebody looks instead.
  await seatOf(lead, incident);
  const { notification, muster } = await next.message(1, 15_000);
  assert.equal(muster.kind, "page");
  assert.match(notification.title, /Technical SLT/);
  assert.equal((await device.message(2)).muster.kind, "over", "the first hears that it went on");
  await sleep(3_000);
  assert.equal(receiver.to(next.path).length, 1, "once");
  assert.equal(receiver.to(device.path).length, 2);
  const { page } = await seatOf(lead, incident);
  assert.equal(page.person, backup.person);
});
