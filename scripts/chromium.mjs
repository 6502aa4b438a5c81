// Prints the path of the Chromium that tests drive, or fails when there is none.
// Installing one is the business of scripts/setup.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first of $CHROMIUM, the system's Chromium and Playwright's download that can be run. */
export function findChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const system = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [process.env.CHROMIUM, ...system, chromium.executablePath()]
    .filter(Boolean)
    .find(runnable);
}

if (import.meta.filename === process.argv[1]) {
  const found = findChromium();
  if (!found) process.exit(1);
  console.log(found);
}
