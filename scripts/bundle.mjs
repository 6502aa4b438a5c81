// Makes dist/ from the app's wasm, its glue, the style sheets and public/.
// Every file under assets/ carries a hash of its content in its name, so it may be cached for ever;
// index.html names them and is always asked for anew. The build id is a digest of those names.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
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

/** Paths as the browser asks for them: { js, css, wasm, second, third, shared }. */
function served(metafile) {
  const urls = Object.keys(metafile.outputs).map((path) => `/assets/${basename(path)}`);
  const one = (begin, end) => urls.find((url) => url.includes(`/${begin}-`) && url.endsWith(end));
  const [js, css] = [one("muster", ".js"), one("style", ".css")];
  const part = (name) => one(name, ".wasm");
  const later = { second: part("second"), third: part("third"), shared: part("shared") };
  return { js, css, wasm: part("muster"), ...later };
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

const entryPoints = { muster: "app/boot.js", style: "style/main.css" };
const { metafile } = await build({ ...options, entryPoints });
const urls = served(metafile);
const id = createHash("sha256").update(Object.values(urls).join()).digest("hex").slice(0, 12);

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
