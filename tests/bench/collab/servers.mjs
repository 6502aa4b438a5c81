// The servers side by side: how each is started, and where its rooms are. Every one gets a process
// group of its own, so that all of it can be counted, and all of it can be killed at once.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../../scripts/server.mjs";
import { usage } from "./proc.mjs";
import { stage } from "./stage.mjs";

const ROOT = resolve(import.meta.dirname, "../../..");
const HOSTS = join(import.meta.dirname, "hosts");
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const START_MS_MAX = 60_000;

const require = createRequire(import.meta.url);
const { dependencies } = require("./package.json");
const titled = (name, more = "") => `${name} ${dependencies[name]}${more}`;

const OURS = { config: join(ROOT, "build/wrangler.test.toml"), bundle: "build/bench/ours" };
const PARTY = { config: join(HOSTS, "party.toml"), bundle: "build/bench/party" };

function bundle({ config, bundle }) {
  // Modules of an earlier build would be loaded as well, and weigh on the figures.
  rmSync(join(ROOT, bundle), { recursive: true, force: true });
  const args = [WRANGLER, "deploy", "--dry-run", "-c", config, "--outdir", join(ROOT, bundle)];
  const run = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`bundling ${config} failed\n${run.stdout}${run.stderr}`);
}

const inWorkerd = ({ config, bundle }) => [join(HOSTS, "workerd.mjs"), config, join(ROOT, bundle)];

/** The program that the package itself ships; it cannot be found by name from outside. */
function yWebsocket() {
  const manifest = require.resolve("y-websocket/package.json");
  return [join(manifest, "../bin/server.cjs")];
}

const names = (count) => Array.from({ length: count }, (_, n) => `room-${n}`);
const at = (base) => base.replace("http", "ws");
const plain = (rooms) => (base) => rooms.map((room) => ({ url: `${at(base)}/${room}` }));
const party = (kind) => (rooms) => (base) =>
  rooms.map((room) => ({ url: `${at(base)}/parties/${kind}/${room}` }));
const named = (rooms) => (base) => rooms.map((room) => ({ url: at(base), document: room }));

const folder = () => mkdtempSync(join(tmpdir(), "bench-collab-"));
/** A server whose rooms come into being when somebody enters them. */
const asked = (targets) => (rooms) => ({ state: folder(), targets: targets(names(rooms)) });

/**
 * `prepare(rooms)` answers { state, targets }, targets being a function of the server's address;
 * `program`, what Node runs; `env`, what it is told beyond PORT and STATE.
 */
export const SERVERS = {
  muster: {
    title: "Muster",
    build: () => bundle(OURS),
    prepare: (rooms) => stage(rooms, (state) => start(SERVERS.muster, state)),
    program: () => inWorkerd(OURS),
    env: () => ({ VARS: JSON.stringify({ DEMO: "1" }) }),
  },
  "y-partyserver": {
    title: titled("y-partyserver"),
    build: () => bundle(PARTY),
    prepare: asked(party("docs")),
    program: () => inWorkerd(PARTY),
  },
  "y-partyserver+kept": {
    title: titled("y-partyserver", ", made to write first and hibernate"),
    prepare: asked(party("kept")),
    program: () => inWorkerd(PARTY),
  },
  "y-websocket": {
    title: titled("y-websocket", ", in memory"),
    prepare: asked(plain),
    program: yWebsocket,
    env: () => ({ HOST: "127.0.0.1" }),
  },
  hocuspocus: {
    title: titled("@hocuspocus/server", ", in memory"),
    prepare: asked(named),
    program: () => [join(HOSTS, "hocuspocus.mjs")],
    env: () => ({ STATE: "" }),
  },
};

/** With the persistence that the packages offer; only what a kill leaves is asked of them. */
export const KEPT = {
  muster: SERVERS.muster,
  "y-partyserver": SERVERS["y-partyserver"],
  "y-partyserver+kept": SERVERS["y-partyserver+kept"],
  "y-websocket": SERVERS["y-websocket"],
  "y-websocket+leveldb": {
    ...SERVERS["y-websocket"],
    title: titled("y-websocket", ", LevelDB"),
    env: (state) => ({ HOST: "127.0.0.1", YPERSISTENCE: join(state, "leveldb") }),
  },
  "hocuspocus+sqlite": {
    ...SERVERS.hocuspocus,
    title: titled("@hocuspocus/server", ", SQLite"),
    env: () => ({}),
  },
};

async function ready(url, child) {
  for (const until = Date.now() + START_MS_MAX; Date.now() < until; await sleep(50)) {
    if (child.exitCode !== null) return false;
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer) return true;
  }
  return false;
}

/** Starts one of the servers on a state that `prepare` made, or that a killed one left. */
export async function start(server, state) {
  const port = await freePort();
  const env = { ...process.env, PORT: `${port}`, STATE: state, ...server.env?.(state) };
  const child = spawn(process.execPath, server.program(), { env, detached: true });
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => lines.push(text));
  }
  const gone = new Promise((done) => child.once("exit", done));
  const kill = async () => {
    process.off("exit", onExit);
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      return;
    }
    await gone;
    // The runtime is a child of the child: it is gone when its group is empty.
    while (usage(child.pid).processes) await sleep(5);
  };
  const onExit = () => child.exitCode === null && process.kill(-child.pid, "SIGKILL");
  process.once("exit", onExit);
  const url = `http://127.0.0.1:${port}`;
  if (!(await ready(url, child))) {
    await kill();
    throw new Error(`${server.title} did not start\n${lines.join("")}`);
  }
  return { url, lines, kill, usage: () => usage(child.pid) };
}

export const forget = (state) => rmSync(state, { recursive: true, force: true });
