// Everything with Tab, Enter, Space and Escape alone: from the list of incidents into a seat. After
// every step the focus must be somewhere, be seen, and not lie behind what stays at the edges.
import { expect, test } from "@playwright/test";
import { arrive, roster } from "./people.mjs";

const STEPS_MAX = 60;

/** What is wrong with where the focus is; nothing if all is well. */
async function fault(page) {
  return page.evaluate(() => {
    const it = document.activeElement;
    if (!it || it === document.body) return "the focus is nowhere";
    const name = `${it.localName} “${it.textContent.trim().slice(0, 40)}”`;
    const { outlineStyle, outlineWidth } = getComputedStyle(it);
    if (outlineStyle !== "solid" || Number.parseFloat(outlineWidth) < 2) return `${name}: no ring`;
    const { left, top, width, height } = it.getBoundingClientRect();
    const seen = document.elementFromPoint(left + Math.min(width / 2, 40), top + height / 2);
    return seen && (it.contains(seen) || seen.contains(it)) ? "" : `${name}: covered`;
  });
}

/** Presses Tab, or the way back, until this has the focus. */
async function tabTo(page, target, key = "Tab") {
  await expect(target).toBeVisible();
  for (let step = 0; step < STEPS_MAX; step += 1) {
    await page.keyboard.press(key);
    expect(await fault(page)).toBe("");
    if (await target.evaluate((it) => it === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${target}`);
}

const button = (page, name) => page.getByRole("button", { name, exact: true }).first();
const focused = (page) => page.locator(":focus-visible");

/** A new page begins at its heading, also for the focus. */
async function opened(page, heading) {
  await expect(focused(page)).toHaveText(heading);
  expect(await fault(page)).toBe("");
}

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
]) {
  test(`[R154] by keyboard alone into a seat, ${viewport.width} px`, async ({ browser, request }) => {
    const { of } = await roster(request);
    const page = await arrive(browser, of("business_lead")[0], { viewport });
    await page.goto("/");
    const declare = page.getByRole("link", { name: "Declare an incident" });
    await expect(declare).toBeVisible();

    await tabTo(page, page.getByRole("link", { name: "Skip to the page" }));
    await page.keyboard.press("Enter");
    await opened(page, "Incidents");
    await page.keyboard.press("Tab");
    await expect(declare).toBeFocused();
    await page.keyboard.press("Enter");

    await opened(page, "Declare an incident");
    for (const [label, words] of [
      ["What is wrong", "Nobody can pay"],
      ["Technical incident", "INC-7"],
      ["Technical commander", "Ana Brook"],
    ]) {
      await tabTo(page, page.getByLabel(label));
      await page.keyboard.type(words);
    }
    await tabTo(page, button(page, "Declare, and page the first three"));
    await page.keyboard.press("Enter");
    await opened(page, "Now");

    await tabTo(page, page.getByRole("link", { name: "Roles", exact: true }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await opened(page, "Roles");
    await takeSeat(page);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
}

/** Accepts the page that the declaration sent; changes their mind once on the way. */
async function takeSeat(page) {
  const dialog = page.getByRole("dialog");
  await tabTo(page, button(page, "Accept"));
  await page.keyboard.press("Space");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(button(page, "Accept")).toBeFocused();
  expect(await fault(page)).toBe("");

  await page.keyboard.press("Enter");
  await tabTo(page, button(dialog, "Accept"));
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(button(page, "Accept")).toHaveCount(0);
  await expect.poll(() => fault(page)).toBe("");

  await tabTo(page, button(page, "Where I am"));
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("On the business call")).toBeFocused();
  await page.keyboard.press("Space");
  await tabTo(page, button(dialog, "Where I am"));
  await page.keyboard.press("Space");
  await expect(dialog).toHaveCount(0);
  await expect(button(page, "Where I am")).toBeFocused();
  await expect(page.getByText("only in the chat").first()).toBeVisible();
}
