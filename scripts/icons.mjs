// Usage: scripts/icons.mjs   Draws the icons that phones ask for as pictures from the one drawing,
// public/icons/muster.svg. Run by hand when the drawing changes; its results are in the repository.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { findChromium } from "./chromium.mjs";

const DIR = "public/icons";
const GROUND = "#1f4f8f";
/** Phones cut maskable icons to any shape; what matters is within the inner four fifths. */
const SAFE = 0.8;
/** Name, pixels, how much of it the drawing fills, and whether the corners are filled too. */
const ICONS = [
  ["muster-192.png", 192, 1, false],
  ["muster-512.png", 512, 1, false],
  ["maskable-512.png", 512, SAFE, true],
  // iOS rounds the corners itself, and paints what is transparent black.
  ["apple-touch-icon.png", 180, 1, true],
];

const drawing = await readFile(`${DIR}/muster.svg`, "utf8");
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: findChromium(), args });
for (const [name, size, part, filled] of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const ground = filled ? `background: ${GROUND};` : "";
  const place = `display: grid; place-items: center; height: 100vh; margin: 0; ${ground}`;
  const sized = drawing.replace("<svg ", `<svg width="${size * part}" `);
  await page.setContent(`<body style="${place}">${sized}</body>`);
  await page.screenshot({ path: `${DIR}/${name}`, omitBackground: true });
  await page.close();
}
await browser.close();
