// What keeps people from mistakes at three in the morning: the card for a first call, the effect of
// a grave act named before it is done, times as the reader's own clock shows them; and that nobody
// outside is asked for anything.
import { expect, test } from "@playwright/test";
import { arrive, visit } from "./people.mjs";
import { REVIEWED, pages, stage } from "./stage.mjs";

let set;

test.beforeAll(async () => {
  set = await stage();
});

const device = (browser, role, options = {}) =>
  arrive(browser, set.people[role][0].person, { reducedMotion: "reduce", ...options });

test("[R57] what my role does and the words of the call are one press away", async ({ browser }) => {
  const page = await device(browser, "legal_officer");
  await visit(page, `/incidents/${set.incident}`);
  const card = page.getByRole("region", { name: /What my role does/ });
  await expect(card.getByText("Say again", { exact: true })).toBeHidden();
  await card.getByText("Show").click();
  await expect(card.getByText("Say again", { exact: true })).toBeVisible();
  await expect(card.getByText("Legal Officer", { exact: true })).toBeVisible();
  await page.context().close();
});

test("[R156] a grave act names its effect first, and nothing happens without a yes", async ({
  browser,
}) => {
  const page = await device(browser, "business_lead");
  await visit(page, `/incidents/${set.incident}/messages/${REVIEWED}`);
  const state = async () => {
    const answer = await page.context().request.get(`/api/incidents/${set.incident}`);
    return (await answer.json()).incident.seq;
  };
  const before = await state();
  await page.getByRole("button", { name: "Withdraw", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("off the board");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  expect(await state()).toBe(before);
  await page.context().close();
});

test("[R144] the same instant is shown by each reader's own clock, and told in UTC", async ({
  browser,
}) => {
  const times = async (timezoneId) => {
    const page = await device(browser, "business_lead", { timezoneId });
    await visit(page, `/incidents/${set.incident}/log`);
    const first = page.getByRole("main").locator("time").first();
    const shown = await first.textContent();
    const utc = await first.getAttribute("datetime");
    await page.context().close();
    return { shown, utc };
  };
  const [berlin, tokyo] = [await times("Europe/Berlin"), await times("Asia/Tokyo")];
  expect(tokyo.utc).toBe(berlin.utc);
  expect(berlin.utc).toMatch(/Z$/);
  expect(tokyo.shown).not.toBe(berlin.shown);
});

test("[R151] no page asks anybody outside for anything", async ({ browser, baseURL }) => {
  const page = await device(browser, "technical_slt");
  const asked = new Set();
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  for (const { path } of pages(set.incident)) await visit(page, path);
  const own = [...asked].filter((origin) => origin !== "null");
  expect(own).toEqual([new URL(baseURL).origin]);
  await page.context().close();
});
