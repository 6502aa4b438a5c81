// Whoever is not looking: the tab's title counts what waits for them, and a sound tells them where
// they wanted one (decision 19).
import { expect, test } from "@playwright/test";
import { arrive, open } from "./people.mjs";
import { stage } from "./stage.mjs";

let set;

test.beforeAll(async () => {
  set = await stage();
});

test("what waits is counted in the title, and heard in the background by whoever wants that", async ({
  browser,
}) => {
  const [slt] = set.people.technical_slt;
  const [lead] = set.people.business_lead;
  const page = await arrive(browser, slt.person);
  await page.addInitScript(() => {
    window.heard = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...args) {
      window.heard += 1;
      return start.apply(this, args);
    };
  });
  const heard = () => page.evaluate(() => window.heard);
  const hide = (hidden) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
    }, hidden);
  const ask = (title) =>
    lead.done(set.incident, {
      assign_task: { title, owner: slt.person, role: "technical_slt", estimate: 20 },
    });
  const counted = async () => Number(/^\((\d+)\) /.exec(await page.title())?.[1] ?? 0);

  await open(page, set.incident);
  const before = await counted();
  await hide(true);
  await ask("Without a sound");
  await expect.poll(counted).toBe(before + 1);
  expect(await heard()).toBe(0);

  await page.goto("/me");
  await page.getByRole("button", { name: "Turn the sound on" }).click();
  await expect.poll(heard, "it is heard at once, so that its wisher knows it").toBe(2);
  await open(page, set.incident);
  await ask("Seen, so not heard");
  await expect.poll(counted).toBe(before + 2);
  await hide(true);
  await ask("With a sound");
  await expect.poll(counted).toBe(before + 3);
  await expect.poll(heard).toBe(2);
  await page.goto("/me");
  await page.getByRole("button", { name: "Turn the sound off" }).click();
  await expect(page.getByRole("button", { name: "Turn the sound on" })).toBeVisible();
  expect(page.faults).toEqual([]);
});
