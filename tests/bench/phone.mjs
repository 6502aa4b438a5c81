// A cheap phone on a bad network: how long until the board can be used, what came over the wire,
// how fast the app answers a finger while fifty people act, and what it holds after an hour of it.
// Run by `make bench`. With an address, the first figures are printed for that page instead:
// `scripts/e2e node tests/bench/phone.mjs https://example.org/`.
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import { findChromium } from "../../scripts/chromium.mjs";
import { stage } from "../e2e/stage.mjs";
import { BASE_URL, firm } from "../worker/client.mjs";
import { edge } from "./lib/edge.mjs";
import { line, ms } from "./lib/figures.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true };
/** 1.6 Mbit/s each way, 150 ms of delay; a quarter of this machine's speed. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 2e5, uploadThroughput: 2e5 };
const SLOWER = 4;
const ROUNDS = 5;
const PEOPLE = 50;
/** What fifty people do in an hour: a note each three minutes, told to all. */
const HOUR_OF_EVENTS = 1_000;
const ACTS_A_SECOND = 10;
const PRESSES = 100;

const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: findChromium(), args });

/** Notes when the board is there: the statement of what is happening, and the own duties. */
function watch() {
  window.seen = {};
  const look = () => {
    const there = document.querySelector('[data-card="status"]');
    if (there) window.seen.board ??= performance.now();
    if (there && /Live · \d/.test(document.querySelector(".bar")?.textContent ?? "")) {
      window.seen.live ??= performance.now();
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    window.seen.painted = list.getEntries().at(-1).startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
}

/** A page on the slowed phone, and what it loads. */
async function slowed(context) {
  const page = await context.newPage();
  const wire = { bytes: 0, requests: 0 };
  const client = await context.newCDPSession(page);
  client.on("Network.loadingFinished", ({ encodedDataLength }) => {
    wire.bytes += encodedDataLength;
    wire.requests += 1;
  });
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", NETWORK);
  await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  return { page, client, wire };
}

const median = (samples) => samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)];

function told(name, samples, what = "board") {
  const times = samples.map((it) => it.seen[what]).filter(Boolean);
  const { bytes, requests } = samples.at(-1).wire;
  const each = times.map((time) => time.toFixed(0)).join(", ");
  console.log(
    `${name}: ${ms(median(times))} (${each}); ${requests} requests, ${(bytes / 1000).toFixed(1)} kB`,
  );
}

/** Opens an address until the board is there; answers when that was, and what came. */
async function opened(context, url, wanted = "live") {
  const { page, wire } = await slowed(context);
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction((name) => window.seen?.[name], wanted, { timeout: 60_000 });
  const before = { ...wire };
  const seen = await page.evaluate(() => window.seen);
  return { page, seen, wire: before };
}

async function signedIn(base, person, more = {}) {
  const context = await browser.newContext({ ...PHONE, baseURL: base, ...more });
  await context.request.post("/api/demo/act-as", { data: { person } });
  return context;
}

async function cold(base, person, url) {
  const samples = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await signedIn(base, person, { serviceWorkers: "block" });
    samples.push(await opened(context, url));
    await context.close();
  }
  told("first useful board, cold", samples);
  told("  the same, and live", samples, "live");
}

async function kept(base, person, url) {
  const context = await signedIn(base, person, { serviceWorkers: "allow" });
  const first = await opened(context, url);
  const ready = () => navigator.serviceWorker.controller?.state === "activated";
  await first.page.waitForFunction(ready, undefined, { timeout: 60_000 });
  // What is kept is on its way when the page is live.
  await sleep(3_000);
  await first.page.close();
  const [warm, offline] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const again = await opened(context, url);
    warm.push(again);
    await again.page.close();
  }
  await context.setOffline(true);
  for (let round = 0; round < ROUNDS; round += 1) {
    const again = await opened(context, url, "board");
    offline.push(again);
    await again.page.close();
  }
  told("first useful board, warm", warm);
  told("  the same, and live", warm, "live");
  told("first useful board, no network", offline);
  await context.close();
}

/** Presses of the tabs while others act, as the browser measures what a finger waits for. */
async function busy(base, person, incident, callers) {
  const context = await signedIn(base, person, { serviceWorkers: "block", hasTouch: true });
  const { page, client } = await opened(context, `/incidents/${incident}`).then(async (it) => ({
    ...it,
    client: await context.newCDPSession(it.page),
  }));
  await page.evaluate(() => {
    window.waits = [];
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries()) {
        if (interactionId) window.waits.push(duration);
      }
    }).observe({ type: "event", durationThreshold: 16 });
  });
  await client.send("Performance.enable");
  const held = async () => {
    await client.send("HeapProfiler.collectGarbage");
    const { metrics } = await client.send("Performance.getMetrics");
    const of = (wanted) => metrics.find(({ name }) => name === wanted).value;
    return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners") };
  };
  const before = await held();
  const here = { set_presence: { call: true, chat: true, proxy: null } };
  for (const caller of callers) await caller.done(incident, here);
  const acting = act(incident, callers);
  const tabs = ["Messages", "Roles", "Tasks", "Log", "Now"];
  const pages = page.getByRole("navigation", { name: "Pages of this incident" });
  for (let press = 0; press < PRESSES; press += 1) {
    await pages.getByRole("link", { name: new RegExp(`^${tabs[press % tabs.length]}`) }).tap();
    await sleep(250);
  }
  await acting;
  const waits = await page.evaluate(() => window.waits);
  line(`what a finger waits for while ${PEOPLE} people act, ${waits.length} presses`, waits, [
    0.5, 0.98, 1,
  ]);
  const after = await held();
  const more = (name) => after[name] - before[name];
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    `held after ${HOUR_OF_EVENTS} events: ${megabytes(after.heap)} of heap, ` +
      `${megabytes(more("heap"))} more than before; ${more("nodes")} nodes and ` +
      `${more("listeners")} listeners more`,
  );
  await context.close();
}

/** Everybody notes something in turn. */
async function act(incident, callers) {
  const began = performance.now();
  for (let n = 0; n < HOUR_OF_EVENTS; n += 1) {
    await callers[n % callers.length].done(incident, { note: { text: `Somebody noted ${n}` } });
    await sleep(Math.max(0, began + (n * 1_000) / ACTS_A_SECOND - performance.now()));
  }
}

/** Any page: when its largest part was painted, and what came. */
async function any(url) {
  const samples = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext(PHONE);
    const { page, wire } = await slowed(context);
    await page.addInitScript(watch);
    await page.goto(url, { waitUntil: "load", timeout: 120_000 });
    await sleep(2_000);
    samples.push({ seen: await page.evaluate(() => window.seen), wire });
    await context.close();
  }
  told(`${url}, cold, largest paint`, samples, "painted");
}

const [url] = process.argv.slice(2);
if (url) {
  await any(url);
} else {
  const set = await stage();
  const { callers } = await firm();
  const front = await edge(BASE_URL);
  const { person } = set.people.business_lead[0];
  await cold(front.url, person, `/incidents/${set.incident}`);
  await kept(front.url, person, `/incidents/${set.incident}`);
  const present = [...callers.values()].slice(0, PEOPLE);
  await busy(front.url, person, set.incident, present);
  await front.close();
}
await browser.close();
