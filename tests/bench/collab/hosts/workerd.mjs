// Runs a bundled Worker in the local runtime, ours and y-partyserver alike. `wrangler dev` would
// put a second runtime in front of it, through which every frame passes, and much of the processor
// time measured would be that one's. The settings still come from the Worker's wrangler file.
// Usage: workerd.mjs CONFIG BUNDLE   with PORT, STATE and VARS (JSON) in the environment.
import { readdirSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import {
  unstable_readConfig as read,
  unstable_getMiniflareWorkerOptions as settings,
} from "wrangler";

const [config, bundle] = process.argv.slice(2).map((path) => resolve(path));
const { PORT, STATE, VARS = "{}" } = process.env;
const KINDS = { ".js": "ESModule", ".mjs": "ESModule", ".wasm": "CompiledWasm" };

// The first module is the one that starts. Wrangler names it after the Worker's entry.
const entry = `${read({ config }).main.split("/").pop().replace(/\.m?js$/, "")}.js`;
const names = readdirSync(bundle).filter((name) => KINDS[extname(name)] && name !== entry);
const modules = [entry, ...names].map((name) => ({
  type: KINDS[extname(name)],
  path: join(bundle, name),
}));

const { workerOptions } = settings(config);
const { modulesRules, assets, bindings, serviceBindings, ...rest } = workerOptions;
// Files are no part of the comparison, and a router in front of them would be.
const noFiles = { ASSETS: () => new Response("", { status: 404 }) };
const options = convertV4MiniflareOptions({
  ...rest,
  name: read({ config }).name,
  modules,
  rootPath: bundle,
  modulesRoot: bundle,
  bindings: { ...bindings, ...JSON.parse(VARS) },
  serviceBindings: { ...serviceBindings, ...(assets && noFiles) },
  host: "127.0.0.1",
  port: Number(PORT),
  resourcePersistencePath: join(STATE, "v3"),
  cf: false,
  log: new Log(LogLevel.WARN),
});
await new Miniflare(options).ready;
