// Prints what the text engine weighs in a browser: all of it, with undo, presence and frames, as it
// would be served. `scripts/text-oracle --build` makes what is measured.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const BROTLI_KB_MAX = 38;
const FEATURES = [
  "bulk-memory", "sign-ext", "nontrapping-float-to-int", "mutable-globals", "reference-types",
  "multivalue",
];
const [from, to] = ["build/text-oracle/engine_bg.wasm", "build/text-oracle/small.wasm"];

const features = FEATURES.map((feature) => `--enable-${feature}`);
const optimiser = "node_modules/binaryen/bin/wasm-opt";
const strip = ["--strip-debug", "--strip-producers"];
execFileSync(process.execPath, [optimiser, from, "-Oz", ...strip, ...features, "-o", to]);

const wasm = readFileSync(to);
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
const packed = brotliCompressSync(wasm, { params });
console.log(`text engine in a browser: ${wasm.length} bytes, ${packed.length} with brotli`);
if (packed.length > BROTLI_KB_MAX * 1000) throw new Error(`more than ${BROTLI_KB_MAX} kB`);
