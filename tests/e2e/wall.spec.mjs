// The wall display: everything at a glance, nothing to press, awake, and never idle for the server.
import { expect, test } from "@playwright/test";
import { flawless, narrow } from "./look.mjs";
import { arrive, open } from "./people.mjs";
import { stage } from "./stage.mjs";

let set;

test.beforeAll(async () => {
  set = await stage();
});

const HOUR_MS = 60 * 60_000;

test("a wall display follows the incident, offers nothing, stays awake and never idles out", async ({
  browser,
}) => {
  const [lead] = set.people.business_lead;
  const page = await arrive(browser, lead.person, { viewport: { width: 1920, height: 1080 } });
  await page.addInitScript(() => {
    navigator.wakeLock.request = async (what) => {
      window.awake = what;
      return { release: async () => (window.awake = "released") };
    };
  });
  await page.clock.install();
  await open(page, set.incident, "log");
  await page.getByRole("button", { name: "Show it on a wall" }).click();
  await expect(page.getByRole("heading", { name: "What is happening" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("link")).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => window.awake)).toBe("screen");

  const words = `Rollback runs ${Date.now()}`;
  await lead.done(set.incident, { state_status: { text: words, next_in: 30 } });
  await expect(page.getByText(words)).toBeVisible();

  const asked = page.waitForRequest("**/api/me");
  await page.clock.runFor(HOUR_MS + 1_000);
  await asked;
  await page.getByRole("link", { name: "All incidents" }).click();
  await expect.poll(() => page.evaluate(() => window.awake)).toBe("released");
  expect(page.faults).toEqual([]);
});

test("[R154] the wall display is good to read, and passes axe at every width", async ({ browser }) => {
  const page = await arrive(browser, set.people.business_lead[0].person);
  await open(page, set.incident, "wall");
  await expect(page.getByRole("heading", { name: "What is happening" })).toBeVisible();
  await flawless(page, "wall");
  await narrow(page, "wall");
});
