// The side-by-side benchmark of co-editing; README.md says what is compared and why that is fair.
// Usage: scripts/bench-collab [--quick] [--servers A,B] [--scenarios A,B] [--rounds N] [--seconds N]
//        [--cuts N] [--seed N]   Tables on standard output; JSON and raw samples in build/bench/.
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { chance } from "./chance.mjs";
import { cut, latency } from "./measure.mjs";
import { figures, report } from "./report.mjs";
import { CUTS, CUTS_FULL, CUTS_QUICK, FULL, QUICK, SCENARIOS, small } from "./scenarios.mjs";
import { KEPT, SERVERS } from "./servers.mjs";

const OUT = resolve(import.meta.dirname, "../../../build/bench");
const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    servers: { type: "string" },
    scenarios: { type: "string", default: Object.keys(SCENARIOS).join() },
    rounds: { type: "string" },
    seconds: { type: "string" },
    cuts: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});
const phases = options.quick ? QUICK : FULL;
const settings = {
  ...phases,
  quick: options.quick,
  rounds: Number(options.rounds ?? phases.rounds),
  seconds: Number(options.seconds ?? phases.seconds),
  cuts: Number(options.cuts ?? (options.quick ? CUTS_QUICK : CUTS_FULL)),
  seed: Number(options.seed),
};

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
    node: process.version,
    workerd: version("workerd"),
    loadBefore: load(),
  },
  latency: [],
  cuts: [],
};

const stamp = results.began.replaceAll(/[:.]/g, "-");
const file = (ending) => join(OUT, `collab-${stamp}${ending}`);
const say = (text) => process.stderr.write(`${text}\n`);
let failures = 0;

/** Picks the entries that were asked for; `hocuspocus` also stands for `hocuspocus+sqlite`. */
function chosen(all, wanted) {
  if (!wanted) return Object.entries(all);
  const names = wanted.split(",");
  return Object.entries(all).filter(([name]) => names.includes(name.split("+")[0]));
}

/** The figures so far are kept, so that a run that ends early was not for nothing. */
function keep() {
  const results_ = { ...results, latency: results.latency.map(withoutRuns) };
  writeFileSync(file(".json"), `${JSON.stringify(results_, null, 2)}\n`);
}

const withoutRuns = ({ servers, ...rest }) => ({
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

async function attempt(entry, measure) {
  try {
    entry.runs.push(await measure());
  } catch (error) {
    failures += 1;
    entry.error = error.message.split("\n")[0];
    say(`   ${entry.title}: ${error.message}`);
  }
}

/** A/B/A/B: every server once, then every server again, so that a slow minute hits all of them. */
async function compare(scenario) {
  const shape = options.quick ? small(SCENARIOS[scenario]) : SCENARIOS[scenario];
  const servers = chosen(SERVERS, options.servers).map(([name, { title }]) => ({
    name,
    title,
    runs: [],
  }));
  results.latency.push({ scenario, ...shape, servers });
  for (let round = 1; round <= settings.rounds; round += 1) {
    for (const entry of servers) {
      say(`── ${scenario}, round ${round} of ${settings.rounds}: ${entry.title}`);
      const seed = settings.seed + round;
      await attempt(entry, async () => {
        const run = await latency(SERVERS[entry.name], shape, { ...settings, seed });
        keepSamples({ scenario, round, server: entry.name }, run.samples);
        return { round, ...run };
      });
      if (entry.runs.length) entry.figures = figures(entry.runs, shape);
      keep();
      await sleep(settings.pauseMs);
    }
  }
}

/** The same moments for every server: a comparison of luck would be none. */
async function cutAll() {
  const entries = chosen(KEPT, options.servers).map(([name, { title }]) => ({
    name,
    title,
    runs: [],
  }));
  results.cuts.push(...entries);
  const random = chance(settings.seed);
  for (let round = 1; round <= settings.cuts; round += 1) {
    const afterSeconds = CUTS.from + random() * (CUTS.to - CUTS.from);
    for (const entry of entries) {
      say(`── cut ${round} of ${settings.cuts}, ${afterSeconds.toFixed(1)} s: ${entry.title}`);
      const seed = settings.seed + round;
      await attempt(entry, () => cut(KEPT[entry.name], CUTS, { afterSeconds, seed }));
      keep();
    }
  }
}

mkdirSync(OUT, { recursive: true });
for (const [, { build }] of chosen(SERVERS, options.servers)) build?.();
for (const scenario of options.scenarios.split(",").filter(Boolean)) await compare(scenario);
if (settings.cuts) await cutAll();
results.machine.loadAfter = load();
keep();
const text = report(results);
writeFileSync(file(".md"), `${text}\n`);
console.log(text);
say(`\nJSON, raw samples and this text: build/bench/collab-${stamp}.*`);
process.exit(failures ? 1 : 0);
