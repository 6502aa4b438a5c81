// Two builds of the app, for tests of what happens when a newer one is served: the same files, with
// the build's id, and what depends on it, changed.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const DIST = resolve(import.meta.dirname, "../../dist");

/** The id of the build that is in dist/. */
export const built = () => JSON.parse(readFileSync(join(DIST, "build.json"), "utf8")).build;

/** A copy of what was built, to be changed and served in its place. */
export function copyOfDist() {
  const folder = mkdtempSync(join(tmpdir(), "muster-dist-"));
  cpSync(DIST, folder, { recursive: true });
  return folder;
}

function change(folder, name, from, to) {
  const path = join(folder, name);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${name} lacks ${from}`);
  writeFileSync(path, text.replaceAll(from, to));
}

/** Makes another build of it, by this id. */
export function rebuild(folder, id) {
  const before = JSON.parse(readFileSync(join(folder, "build.json"), "utf8")).build;
  for (const name of ["index.html", "sw.js", "build.json"]) change(folder, name, before, id);
}

/** Puts the kill switch in the place of the service worker. */
export function killSwitch(folder) {
  const off = resolve(import.meta.dirname, "../../scripts/sw-off.js");
  cpSync(off, join(folder, "sw.js"));
}

export const gone = (folder) => rmSync(folder, { recursive: true, force: true });
