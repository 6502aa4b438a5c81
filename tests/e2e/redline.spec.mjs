// What a signer reads who has signed before: the redline on a phone, its words for ears, and the
// comparison of any two versions; and what readers of each channel will see.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { arrive, visit } from "./people.mjs";
import { DRAFTED, REVIEWED, stage } from "./stage.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" };
const DESK = { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" };

let set;

test.beforeAll(async () => {
  set = await stage();
});

async function signer(browser, options) {
  const page = await arrive(browser, set.people.customer_liaison[0].person, options);
  await visit(page, `/incidents/${set.incident}/messages/${REVIEWED}`);
  return page;
}

async function flawless(page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(page.viewportSize().width);
}

test("[R88] [R94] who signed before reads first, on a phone, what has changed since", async ({
  browser,
}) => {
  const page = await signer(browser, PHONE);
  const changed = page.getByRole("region", { name: /^What changed since you signed version/ });
  await expect(changed.locator("ins").first()).toBeVisible();
  await expect(changed.getByText(/^\d+ changes? in the text/)).toBeVisible();
  await expect(changed.locator("table.redline__sides")).toHaveCount(0);
  // For those who listen, every change says where it begins and ends.
  const heard = await changed.locator("p.diff").textContent();
  expect(heard).toMatch(/ (inserted|deleted)( by [^:]+)?: .+ end (inserted|deleted) /s);
  const [first, text] = await Promise.all(
    [changed, page.getByRole("region", { name: /^Text of version/ })].map((it) => it.boundingBox()),
  );
  expect(first.y).toBeLessThan(text.y);
  await flawless(page);
  await page.context().close();
});

test("[R94] the keyboard walks from change to change", async ({ browser }) => {
  const page = await signer(browser, PHONE);
  const changed = page.getByRole("region", { name: /^What changed/ });
  await changed.getByRole("button", { name: "Next change" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#changed-1")).toBeFocused();
  await page.context().close();
});

test("[R90] any two versions are compared side by side on a desk, with what is beside the text", async ({
  browser,
}) => {
  const page = await signer(browser, DESK);
  await page.getByText("Compare two versions").click();
  const comparison = page.locator("details.compare");
  await comparison.getByLabel("From").selectOption({ label: "version 1" });
  const sides = comparison.getByRole("table").last();
  await expect(sides.getByRole("columnheader").first()).toHaveText("version 1");
  await comparison.getByRole("button", { name: "Show in one text" }).click();
  await expect(comparison.locator("p.diff")).toBeVisible();
  await expect(page.getByRole("region", { name: "Versions" })).toContainText("written by");
  await flawless(page);
  await page.context().close();
});

test("[R96] whoever writes sees each channel, and what is worth another look", async ({
  browser,
}) => {
  const page = await arrive(browser, set.people.technical_slt[0].person, PHONE);
  const hidden = "The outage will be fixed by 15:00.\n\nSee db-prod-3, pay\u202Ellap.";
  const base = (await set.people.technical_slt[0].state(set.incident)).messages.find(
    ({ id }) => id === DRAFTED,
  ).draft;
  const content = { ...base.content, body: hidden, channels: ["mail", "social"] };
  await set.people.technical_slt[0].done(set.incident, {
    save_draft: { message: DRAFTED, base: base.revision, content },
  });
  await visit(page, `/incidents/${set.incident}/messages/${DRAFTED}`);
  const seen = page.getByRole("region", { name: "As readers will see it" });
  await seen.getByRole("button", { name: "Social media" }).click();
  await expect(seen.getByText(/of 280 characters/)).toBeVisible();
  await expect(seen.getByText("⟪U+202E⟫")).toBeVisible();
  const look = page.getByRole("region", { name: /^Worth another look/ });
  for (const words of ["“outage”", "“will be fixed”", "“db-prod-3”"])
    await expect(look.getByText(words, { exact: true })).toBeVisible();
  await flawless(page);
  await page.context().close();
});
