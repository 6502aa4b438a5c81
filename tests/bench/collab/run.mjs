// The side-by-side benchmark of co-editing; README.md says what is compared and why that is fair.
// Usage: scripts/bench-collab [--quick] [--servers A,B] [--scenarios A,B] [--rounds N]
//        [--seconds N] [--kills N] [--seed N]
// Tables on standard output; the same, JSON and all raw samples in build/bench/.
import { appendFileSync, mkdirSync, statfsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, release, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { chance } from "./chance.mjs";
import { kill, latency } from "./measure.mjs";
import { figures, report } from "./report.mjs";
import {
  CALM,
  FULL,
  KILLS,
  KILLS_FULL,
  KILLS_QUICK,
  QUICK,
  SCENARIOS,
  small,
} from "./scenarios.mjs";
import { KEPT, SERVERS } from "./servers.mjs";

const OUT = resolve(import.meta.dirname, "../../../build/bench");
const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    servers: { type: "string" },
    scenarios: { type: "string", default: Object.keys(SCENARIOS).join() },
    rounds: { type: "string" },
    seconds: { type: "string" },
    kills: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});
const phases = options.quick ? QUICK : FULL;
const settings = {
  ...phases,
  quick: options.quick,
  rounds: Number(options.rounds ?? phases.rounds),
  seconds: Number(options.seconds ?? phases.seconds),
  kills: Number(options.kills ?? (options.quick ? KILLS_QUICK : KILLS_FULL)),
  seed: Number(options.seed),
};

// Magic numbers of statfs(2). Writing durably costs nothing in memory, so the reader must know.
const DISKS = { 0xef53: "ext4", 0x58465342: "XFS", 0x9123683e: "Btrfs", 0x01021994: "tmpfs" };
const { type } = statfsSync(tmpdir());
const load = () => loadavg()[0].toFixed(2);
const version = (name) => createRequire(import.meta.url)(`${name}/package.json`).version;
const results = {
  began: new Date().toISOString(),
  settings,
  machine: {
    cpu: cpus()[0].model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `Linux ${release()}`,
    disk: DISKS[type] ?? `a file system of type 0x${type.toString(16)}`,
    node: process.version,
    workerd: version("workerd"),
    loadBefore: load(),
  },
  latency: [],
  kills: [],
};

const stamp = results.began.replaceAll(/[:.]/g, "-");
const file = (ending) => join(OUT, `collab-${stamp}${ending}`);
const say = (text) => process.stderr.write(`${text}\n`);
let failures = 0;

/** Picks the servers that were asked for; a name stands for its `+` variants as well. */
function chosen(all) {
  if (!options.servers) return Object.entries(all);
  const names = options.servers.split(",");
  return Object.entries(all).filter(([name]) => names.includes(name.split("+")[0]));
}

const entries = (all) => chosen(all).map(([name, { title }]) => ({ name, title, runs: [] }));

/** The figures so far are kept, so that a run that ends early was not for nothing. */
function keep() {
  const kept = { ...results, latency: results.latency.map(withoutSamples) };
  writeFileSync(file(".json"), `${JSON.stringify(kept, null, 2)}\n`);
}

const withoutSamples = ({ servers, ...rest }) => ({
  ...rest,
  servers: servers.map(({ runs, ...server }) => ({
    ...server,
    runs: runs.map(({ samples, ...run }) => ({ ...run, samples: samples.length })),
  })),
});

// One member of a gzip file for each measurement: they may be written one after the other.
function keepSamples(about, samples) {
  const micros = samples.map((ms) => Math.round(ms * 1000));
  appendFileSync(file(".samples.jsonl.gz"), gzipSync(`${JSON.stringify({ ...about, micros })}\n`));
}

/** What was measured, in a list, or none: the run goes on, and the report names the failure. */
async function attempt(entry, measure) {
  try {
    return [await measure()];
  } catch (error) {
    failures += 1;
    entry.error = error.message.split("\n")[0];
    say(`   ${entry.title}: ${error.message}`);
    return [];
  }
}

/** A/B/A/B: every server once, then every server again, so that a slow minute hits all of them. */
async function compare(scenario) {
  const shape = options.quick ? small(SCENARIOS[scenario]) : SCENARIOS[scenario];
  const servers = entries(SERVERS);
  results.latency.push({ scenario, ...shape, servers });
  for (let round = 1; round <= settings.rounds; round += 1) {
    for (const entry of servers) {
      say(`── ${scenario}, round ${round} of ${settings.rounds}: ${entry.title}`);
      const seed = settings.seed + round;
      const made = await attempt(entry, async () => {
        const run = await latency(SERVERS[entry.name], shape, { ...settings, seed });
        keepSamples({ scenario, round, server: entry.name }, run.samples);
        return { round, ...run };
      });
      entry.runs.push(...made);
      if (entry.runs.length) entry.figures = figures(entry.runs, shape);
      keep();
      await sleep(settings.pauseMs);
    }
  }
}

async function killInSilence(entry) {
  say(`── killed after a silence: ${entry.title}`);
  const given = { ...CALM, seed: settings.seed };
  [entry.calm] = await attempt(entry, () => kill(KEPT[entry.name], KILLS, given));
  keep();
}

/** The same moments for every server: a comparison of luck would be none. */
async function killAll() {
  const servers = entries(KEPT);
  results.kills.push(...servers);
  for (const entry of servers) await killInSilence(entry);
  const random = chance(settings.seed);
  for (let round = 1; round <= settings.kills; round += 1) {
    const afterSeconds = KILLS.from + random() * (KILLS.to - KILLS.from);
    for (const entry of servers) {
      say(`── kill ${round} of ${settings.kills}, ${afterSeconds.toFixed(1)} s: ${entry.title}`);
      const given = { afterSeconds, seed: settings.seed + round };
      entry.runs.push(...(await attempt(entry, () => kill(KEPT[entry.name], KILLS, given))));
      keep();
    }
  }
}

mkdirSync(OUT, { recursive: true });
for (const [, { build }] of chosen(SERVERS)) build?.();
for (const scenario of options.scenarios.split(",").filter(Boolean)) await compare(scenario);
if (settings.kills) await killAll();
results.machine.loadAfter = load();
keep();
const text = report(results);
writeFileSync(file(".md"), `${text}\n`);
console.log(text);
say(`\nJSON, raw samples and this text: build/bench/collab-${stamp}.*`);
process.exit(failures ? 1 : 0);
