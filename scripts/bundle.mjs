// Makes dist/ from the app's wasm, its glue, the style sheets and public/.
// Every file under assets/ carries a hash of its content in its name, so it may be cached for ever;
// index.html names them and is always asked for anew. The build id is a digest of all that is
// served; the service worker is told it, and every file that it keeps.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const STAGE = "build/dist";

const options = {
  bundle: true,
  minify: true,
  metafile: true,
  format: "esm",
  target: ["chrome120", "firefox128", "safari17"],
  outdir: `${STAGE}/assets`,
  publicPath: "/assets/",
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".wasm": "file" },
  legalComments: "none",
  logLevel: "warning",
};

/** What the service worker keeps of public/; the other files are for the system around the app. */
const KEPT = ["/manifest.webmanifest", "/icons/muster.svg", "/icons/muster-192.png"];
const SHELL = 'const SHELL = { build: "", files: [], routes: [] };';

/** Paths of what was bundled, as the browser asks for them. */
function assets(metafile) {
  return Object.keys(metafile.outputs).map((path) => `/assets/${basename(path)}`);
}

/** The same by what they are: { js, css, wasm, second, third, shared }. */
function served(urls) {
  const one = (begin, end) => urls.find((url) => url.includes(`/${begin}-`) && url.endsWith(end));
  const [js, css] = [one("muster", ".js"), one("style", ".css")];
  const part = (name) => one(name, ".wasm");
  const later = { second: part("second"), third: part("third"), shared: part("shared") };
  return { js, css, wasm: part("muster"), ...later };
}

/** A digest of everything that decides how the app behaves in a browser. */
async function digest(urls) {
  const hash = createHash("sha256").update(urls.toSorted().join());
  const sources = ["app/index.html", "app/routes.json"];
  const files = await readdir("public", { recursive: true, withFileTypes: true });
  const found = files.filter((file) => file.isFile());
  const names = found.map((file) => join(file.parentPath, file.name));
  for (const path of [...sources, ...names.toSorted()]) hash.update(await readFile(path));
  return hash.digest("hex").slice(0, 12);
}

/** Tells the service worker what to keep. */
async function writeWorker(build, urls) {
  const template = await readFile("public/sw.js", "utf8");
  if (!template.includes(SHELL)) throw new Error("public/sw.js lacks the line that names the files");
  const routes = JSON.parse(await readFile("app/routes.json", "utf8"));
  const files = ["/", ...urls, ...KEPT];
  const shell = `const SHELL = ${JSON.stringify({ build, files, routes }, null, 2)};`;
  await writeFile(`${STAGE}/sw.js`, template.replace(SHELL, shell));
}

/** The links that let the browser fetch everything at once instead of one after the other. */
function head({ js, css, wasm }, id) {
  return [
    `<meta name="muster-build" content="${id}">`,
    `<link rel="stylesheet" href="${css}">`,
    `<link rel="modulepreload" href="${js}">`,
    `<link rel="preload" href="${wasm}" as="fetch" type="application/wasm" crossorigin>`,
    `<script type="module" src="${js}"></script>`,
  ].join("\n    ");
}

await rm(STAGE, { recursive: true, force: true });
await mkdir(STAGE, { recursive: true });
await cp("public", STAGE, { recursive: true });

// By itself, so that what comes first does not share a third file with what comes later.
const later = await build({ ...options, entryPoints: { device: "app/device.js" } });
const [device] = assets(later.metafile);
const entryPoints = { muster: "app/boot.js", style: "style/main.css" };
const linked = { external: [device], define: { DEVICE: JSON.stringify(device) } };
const first = await build({ ...options, ...linked, entryPoints });
const all = [...assets(first.metafile), device];
const urls = served(all);
const id = await digest(all);
await writeWorker(id, all);

const template = await readFile("app/index.html", "utf8");
if (!template.includes("<!-- build -->")) throw new Error("app/index.html lacks <!-- build -->");
await writeFile(`${STAGE}/index.html`, template.replace("<!-- build -->", head(urls, id)));
await writeFile(`${STAGE}/build.json`, JSON.stringify({ build: id, ...urls }));

// In place, newest names first and stale ones last: a running server watches this very folder and
// must at no moment see a page that names a missing file.
await cp(`${STAGE}/assets`, "dist/assets", { recursive: true });
await cp(STAGE, "dist", { recursive: true });
for (const path of await readdir("dist", { recursive: true })) {
  if (!existsSync(`${STAGE}/${path}`)) await rm(`dist/${path}`, { recursive: true, force: true });
}
