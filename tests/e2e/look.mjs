// What every screen is looked at for: faults that axe knows, and what reaches over the edge.
import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";

const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];
const NARROWEST = { width: 320, height: 640 };

/** All rules of axe once for each width; those about colours again in the dark. */
export async function flawless(page, name) {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      // Its plain mode runs in the page itself; the other is for frames, which no page has.
      const axe = new AxeBuilder({ page }).setLegacyMode();
      if (colorScheme === "dark") axe.withRules(["color-contrast", "link-in-text-block"]);
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      expect.soft(found, `${name}, ${size.width} px, ${colorScheme}`).toEqual([]);
    }
  }
}

/** Nothing reaches over the edge; what only screen readers see does not count. */
export async function narrow(page, name) {
  await page.setViewportSize(NARROWEST);
  const wide = await page.evaluate(() => {
    const over = (it) => it.getBoundingClientRect().right > innerWidth + 1;
    const shown = (it) => !it.closest(".spoken") && getComputedStyle(it).clipPath === "none";
    const all = [...document.querySelectorAll("body *")].filter((it) => shown(it) && over(it));
    return all.map((it) => it.outerHTML.slice(0, 100));
  });
  expect.soft(wide, `${name}, ${NARROWEST.width} px`).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, name).toBe(NARROWEST.width);
}
