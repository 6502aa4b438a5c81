// Starts the built product in the real local runtime for tests, and stops or kills it.
// It builds nothing: run `scripts/build --test` first. scripts/e2e is its command line.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = resolve(import.meta.dirname, "..");
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const CONFIG = join(ROOT, "build/wrangler.test.toml");
const START_MS_MAX = 60_000;
const ENV = {
  ...process.env,
  WRANGLER_SEND_METRICS: "false",
  CI: "1",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};

/** A port that was free a moment ago. */
export async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/**
 * Gives a folder the state of an empty, migrated deployment. Migrating takes seconds, and dozens of
 * tests want a server of their own: it is done once for these migrations, and copied.
 */
function prepare(state) {
  const folder = join(ROOT, "worker/migrations");
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  const made = join(ROOT, "build/migrated", hash.digest("hex").slice(0, 16));
  if (!existsSync(made)) {
    const draft = `${made}.${process.pid}`;
    migrate(draft);
    try {
      renameSync(draft, made);
    } catch {
      // Another run was faster; its copy is as good.
      rmSync(draft, { recursive: true, force: true });
    }
  }
  cpSync(made, state, { recursive: true });
}

function migrate(state) {
  const args = ["d1", "migrations", "apply", "DB", "--local", "-c", CONFIG, "--persist-to", state];
  const run = spawnSync(process.execPath, [WRANGLER, ...args], { env: ENV, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`migrations failed\n${run.stdout}${run.stderr}`);
}

async function ready(url, server) {
  for (const until = Date.now() + START_MS_MAX; Date.now() < until; await sleep(100)) {
    if (server.exitCode !== null) break;
    const answer = await fetch(`${url}/build.json`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
  }
  throw new Error("the server did not start");
}

/** Ends the whole process group, so that the runtime dies with wrangler; waits until it has. */
async function end(server, signal) {
  const gone = new Promise((done) => server.once("exit", done));
  try {
    process.kill(-server.pid, signal);
  } catch {
    return;
  }
  if (server.exitCode === null && server.signalCode === null) await gone;
}

/**
 * Starts a server. The same `state` folder may be given again after a kill: it continues there.
 * `demo: false` leaves out the mark that lets people act as others; `vars` gives further variables,
 * such as CLOCK_OFFSET_MS; `dist` another folder of files than what was built. `lines` holds what it
 * printed.
 * `kill()` is a power cut: no process of it lives on, and nothing is tidied up.
 */
export async function startServer({ state, port, demo = true, vars = {}, dist } = {}) {
  const folder = state ?? mkdtempSync(join(tmpdir(), "muster-"));
  const at = port ?? (await freePort());
  if (!state) prepare(folder);
  const args = ["dev", "-c", CONFIG, "--ip", "127.0.0.1", "--port", `${at}`];
  args.push("--inspector-port", "0", "--persist-to", folder);
  args.push("--show-interactive-dev-session=false");
  if (dist) args.push("--assets", dist);
  const all = { ...(demo && { DEMO: "1" }), ...vars };
  for (const [name, value] of Object.entries(all)) args.push("--var", `${name}:${value}`);
  const server = spawn(process.execPath, [WRANGLER, ...args], { env: ENV, detached: true });
  const onExit = () => server.exitCode === null && process.kill(-server.pid, "SIGKILL");
  process.once("exit", onExit);
  server.once("exit", () => process.off("exit", onExit));

  const lines = [];
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => lines.push(text));
  }
  const url = `http://127.0.0.1:${at}`;
  try {
    await ready(url, server);
  } catch (error) {
    await end(server, "SIGKILL");
    throw new Error(`${error.message}\n${lines.join("")}`);
  }
  const kill = () => end(server, "SIGKILL");
  return { url, port: at, state: folder, lines, kill, stop: kill };
}
