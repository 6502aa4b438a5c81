// What came out, as Markdown for people: a table for each scenario, one for the kills, and our
// targets beside what was measured. It computes figures from results and measures nothing.
import { CALM } from "./scenarios.mjs";

const REFERENCE = "y-partyserver";
const OURS = "muster";
const MEMORY_SCENARIO = "100x3";
const TARGETS = { cpuRatio: 0.75, mbPerRoom: 0.5 };

const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);
const round = (number, digits) => (Number.isFinite(number) ? number.toFixed(digits) : "–");

export function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

const sortedMs = (runs) => Float64Array.from(runs.flatMap(({ samples }) => samples)).sort();

/** The figures of one server in one scenario, over all its rounds. */
export function figures(runs, { rooms }) {
  const all = sortedMs(runs);
  const arrivals = sum(runs.map((run) => run.arrivals));
  const perRoom = (run, when) => (run.rssBytes[when] - run.rssBytes.empty) / rooms / 2 ** 20;
  const mean = (of) => sum(runs.map(of)) / runs.length;
  return {
    p50: quantile(all, 0.5),
    p95: quantile(all, 0.95),
    p99: quantile(all, 0.99),
    p95OfRounds: runs.map((run) => quantile(sortedMs([run]), 0.95)),
    deliveries: arrivals,
    deliveredShare: arrivals / sum(runs.map((run) => run.expected)),
    cpuMicros: (sum(runs.map((run) => run.cpuSeconds)) / arrivals) * 1e6,
    mbPerRoomOpened: mean((run) => perRoom(run, "opened")),
    mbPerRoom: mean((run) => perRoom(run, "used")),
    clientLagP99Ms: Math.max(...runs.map((run) => run.clientLagP99Ms)),
    clientCpuShare: Math.max(...runs.map((run) => run.clientCpuShare)),
  };
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, place) => (place ? "---:" : "---"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/** Figures of those rounds that came to an end say so. */
const named = (title, error) => (error ? `${title} (a round failed: ${error})` : title);

function latencyTable({ scenario, rate, rooms, clients, servers }) {
  const head = [
    "server",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "p95 of each round",
    "delivered",
    "CPU µs a delivery",
    "MB a room, opened",
    "MB a room, used",
    "load's lag p99 ms / CPU",
  ];
  const rows = servers.map(({ title, error, figures: it }) => {
    if (!it) return [title, `failed: ${error}`, ...Array(head.length - 2).fill("")];
    return [
      named(title, error),
      round(it.p50, 2),
      round(it.p95, 2),
      round(it.p99, 2),
      it.p95OfRounds.map((p95) => round(p95, 2)).join(", "),
      `${round(it.deliveredShare * 100, 2)} %`,
      round(it.cpuMicros, 0),
      round(it.mbPerRoomOpened, 2),
      round(it.mbPerRoom, 2),
      `${round(it.clientLagP99Ms, 2)} / ${round(it.clientCpuShare * 100, 0)} %`,
    ];
  });
  const shape = `${rooms} room(s) × ${clients}, ${rate} edits/s in each`;
  return `### ${scenario}: ${shape}\n\n${table(head, rows)}`;
}

function killTable(kills) {
  const head = [
    "server",
    "kills",
    "edits shown to others",
    "of these lost",
    "most in one kill",
    `lost after ${CALM.calmSeconds} s of silence`,
  ];
  const rows = kills.map(({ title, error, runs, calm }) => {
    if (!runs.length) return [title, `failed: ${error}`, "", "", "", ""];
    const lost = runs.map((run) => run.lost);
    return [
      named(title, error),
      runs.length,
      sum(runs.map((run) => run.delivered)),
      sum(lost),
      Math.max(...lost),
      calm?.lost ?? "–",
    ];
  });
  return `### Killed while people write\n\n${table(head, rows)}`;
}

const verdict = (holds) => (holds ? "holds" : "**missed**");

function targetRows({ scenario, servers }) {
  const of = (name) => servers.find((server) => server.name === name)?.figures;
  const [ours, theirs] = [of(OURS), of(REFERENCE)];
  if (!ours || !theirs) return [];
  const ratio = ours.cpuMicros / theirs.cpuMicros;
  const memory = of("y-websocket");
  const rows = [
    [
      `${scenario}: p95 no worse than ${REFERENCE}'s`,
      `${round(ours.p95, 2)} to ${round(theirs.p95, 2)} ms`,
      verdict(ours.p95 <= theirs.p95),
    ],
    [
      `${scenario}: CPU a delivery ≤ ${TARGETS.cpuRatio} of ${REFERENCE}'s`,
      round(ratio, 2),
      verdict(ratio <= TARGETS.cpuRatio),
    ],
  ];
  if (memory) {
    rows.push([
      `${scenario}: distance to in-memory y-websocket`,
      `p95 × ${round(ours.p95 / memory.p95, 1)}, CPU × ${round(ours.cpuMicros / memory.cpuMicros, 1)}`,
      "reported",
    ]);
  }
  if (scenario === MEMORY_SCENARIO) {
    const holds = ours.mbPerRoom <= TARGETS.mbPerRoom;
    rows.push([
      `${scenario}: ≤ ${TARGETS.mbPerRoom} MB a room`,
      round(ours.mbPerRoom, 2),
      verdict(holds),
    ]);
  }
  return rows;
}

function targetTable({ latency, kills }) {
  const rows = latency.flatMap(targetRows);
  const ours = kills.find(({ name }) => name === OURS);
  if (ours?.runs.length) {
    const lost = sum(ours.runs.map((run) => run.lost));
    rows.push(["Killed: nothing lost that somebody had been shown", `${lost} lost`, verdict(lost === 0)]);
  }
  if (!rows.length) return "";
  return `### Targets\n\n${table(["target", "measured", ""], rows)}`;
}

/** The whole report. `results` is what run.mjs writes as JSON. */
export function report(results) {
  const { machine, settings } = results;
  const facts = [
    `- ${results.began}, ${settings.quick ? "a quick try, no figures to quote" : "full run"}.`,
    `- ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}.`,
    `- State on ${machine.disk}.`,
    `- Node ${machine.node}, workerd ${machine.workerd}.`,
    `- Load average ${machine.loadBefore} before and ${machine.loadAfter ?? "?"} after.`,
    `- Seed ${settings.seed}, ${settings.rounds} round(s) of ${settings.seconds} s.`,
  ].join("\n");
  return [
    "## Co-editing, side by side",
    facts,
    ...results.latency.map(latencyTable),
    results.kills.length ? killTable(results.kills) : "",
    targetTable(results),
  ]
    .filter(Boolean)
    .join("\n\n");
}
