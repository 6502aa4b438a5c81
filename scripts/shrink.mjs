// Makes what was compiled for the app as small as it can be served: build/app/muster.wasm with the
// glue that fits it, and the parts that are loaded later, build/app/second.wasm, third.wasm, and
// shared.wasm where two of them have code in common that the first part has not.
//
// Three things are done that no optimiser knows of by itself. Exports that the glue never calls go,
// and with them what only they reach. Names between the wasm and its glue, a tenth of the glue, get
// short. And the glue loses the functions that the wasm no longer imports.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const DIR = "build/app";
const GLUE = `${DIR}/muster.js`;
const LOADER = `${DIR}/__wasm_split.js`;
// Named one by one: with all features on, browsers refuse the module.
const FEATURES = [
  "bulk-memory",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
].map((feature) => `--enable-${feature}`);

// Expressions taken apart and put together again come out smaller, and more alike. The exact order
// was found by trying.
const SMALL = ["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"];

function binaryen(tool, ...args) {
  const command = [`node_modules/binaryen/bin/${tool}`, ...FEATURES, ...args];
  return execFileSync(process.execPath, command, { encoding: "utf8", maxBuffer: 1 << 24 });
}

/** What the browser will run of the glue, to see which exports it calls. */
async function bundled() {
  const loader = { ".wasm": "empty" };
  const options = { entryPoints: ["app/boot.js"], bundle: true, minify: true, format: "esm" };
  const { outputFiles } = await build({ ...options, loader, write: false, logLevel: "error" });
  return outputFiles[0].text;
}

/** The exports that somebody calls: the glue, and through the loader the second part. */
function called(wasm, js) {
  const names = WebAssembly.Module.exports(new WebAssembly.Module(wasm)).map(({ name }) => name);
  return names.filter((name) => new RegExp(`[.,{ ]${name.replaceAll("$", "\\$")}\\b`).test(js));
}

/** The same glue without the classes that the wasm offers to scripts: there are no such scripts. */
function withoutClasses(glue) {
  const parts = [/^export class [^]*?^\}\n/gm, /^if \(Symbol\.dispose\) .*\n/gm];
  const registries = /^const \w+Finalization = [^]*?;\n/gm;
  return [...parts, registries].reduce((text, part) => text.replace(part, ""), glue);
}

/** The same glue without the functions that the wasm does not import. */
function withoutUnused(glue, imported) {
  const entry = /^ {8}(__wb\w+): function\b[^]*?^ {8}\}(?:, arguments\); \})?,\n/gm;
  return glue.replace(entry, (text, name) => (imported.has(name) ? text : ""));
}

/** The later parts: what the splitter calls them, and what they are called here. */
function laterParts() {
  const files = readdirSync(DIR).filter((file) => /^(split|chunk)_.*\.wasm$/.test(file));
  const chunks = files.filter((file) => file.startsWith("chunk_"));
  if (chunks.length > 1) throw new Error(`one shared part is expected, not ${chunks.join()}`);
  return files.map((file) => [file, /^split_(.*)\.wasm$/.exec(file)?.[1] ?? "shared"]);
}

const parts = laterParts();
writeFileSync(GLUE, withoutClasses(readFileSync(GLUE, "utf8")));
// The loader asks for the later parts by addresses that the bundler knows.
let loader = readFileSync(LOADER, "utf8");
for (const [file, part] of parts) {
  const own = `new URL("./${file}", import.meta.url)`;
  if (!loader.includes(own)) throw new Error(`the loader does not ask for ${file}`);
  loader = `import ${part} from "./${part}.wasm";\n${loader.replace(own, part)}`;
  writeFileSync(`${DIR}/${part}.wasm`, "");
}
writeFileSync(LOADER, loader);
writeFileSync(`${DIR}/muster.wasm`, "");

const names = called(readFileSync(`${DIR}/muster_bg.wasm`), await bundled());
const graph = [
  { name: "glue", root: true, reaches: names },
  ...names.map((name) => ({ name, export: name })),
];
writeFileSync(`${DIR}/graph.json`, JSON.stringify(graph));
const lean = `${DIR}/lean.wasm`;
binaryen("wasm-metadce", `${DIR}/muster_bg.wasm`, `--graph-file=${DIR}/graph.json`, "-o", lean);
const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(lean)));

const passes = [...SMALL, "--minify-imports-and-exports-and-modules"];
const renamed = JSON.parse(binaryen("wasm-opt", lean, ...passes, "-o", `${DIR}/muster.wasm`));
for (const [file, part] of parts) {
  binaryen("wasm-opt", `${DIR}/${file}`, ...SMALL, "-o", `${DIR}/${part}.wasm`);
}

let glue = withoutUnused(readFileSync(GLUE, "utf8"), new Set(imports.map(({ name }) => name)));
// All imports come from one module of one letter; the glue names the loader once for each part.
const modules = /"\.\/muster_bg\.js": import0,(?:\s+"\.\/__wasm_split\.js": import\d,)+/;
glue = glue.replace(modules, "a: { ...import0, ...import1 },");
let linked = readFileSync(LOADER, "utf8");
for (const [, name, short] of renamed.imports) {
  glue = glue.replace(` ${name}: function`, ` ${short}: function`);
  linked = linked.replace(`export const ${name} `, `export const ${short} `);
}
for (const [name, short] of renamed.exports) {
  glue = glue.replace(new RegExp(`\\bwasm\\.${name}\\b`, "g"), `wasm.${short}`);
  linked = linked.replace(new RegExp(`(const \\{[^}]*)\\b${name},`), `$1${short}: ${name},`);
}
writeFileSync(GLUE, glue);
writeFileSync(LOADER, linked);
const used = ["graph.json", "lean.wasm", "muster_bg.wasm", ...parts.map(([file]) => file)];
for (const file of used) rmSync(`${DIR}/${file}`);
