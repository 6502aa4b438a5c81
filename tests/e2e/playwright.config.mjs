// How the browser tests run: one Chromium, one test at a time, against the server of scripts/e2e.
// No retries: a test that fails now and then has found something. Pictures only on demand.
import { defineConfig } from "@playwright/test";
import { findChromium } from "../../scripts/chromium.mjs";

// Chromium refuses its sandbox to root, as which CI machines often run.
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  grepInvert: process.env.SHOTS ? undefined : /@shots/,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  reporter: "list",
  use: {
    baseURL: process.env.BASE_URL,
    // A service worker answers what a test wants to see on the wire; tests of it let it in.
    serviceWorkers: "block",
    launchOptions: { executablePath: findChromium(), args },
    trace: "retain-on-failure",
  },
});
