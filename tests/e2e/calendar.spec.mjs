// Turns on call in one's own calendar: the address is made, made anew and ended on the page of the
// account, and for a department by an administrator; each time the feed is read as a program would.
import { expect, test } from "@playwright/test";
import { onServer } from "../worker/visitor.mjs";
import { ON_LOCALHOST, addPasskey, device, here } from "./devices.mjs";
import { flawless, narrow } from "./look.mjs";
import { arrive, press, visit } from "./people.mjs";

const card = (page, name) => page.getByRole("region", { name, exact: true });

/** The status of a feed, and its text, without anything that the page's browser holds. */
async function feed(url, address) {
  const answer = await fetch(new URL(new URL(address).pathname, url));
  return { status: answer.status, text: await answer.text() };
}

/** What the open dialog shows, copied. */
async function copied(page) {
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Address")).toBeVisible();
  const address = await dialog.getByLabel("Address").inputValue();
  await dialog.getByRole("button", { name: "Copy the address" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("alert").filter({ hasText: "Copied." })).toBeVisible();
  await page.getByRole("button", { name: "Dismiss" }).click();
  return address;
}

test("[R4] somebody subscribes to their own turns, and ends it, by the keyboard", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  await onServer({ story: async () => {}, vars: ON_LOCALHOST }, async (place) => {
    const { organisation } = place.firm;
    const page = await device(browser, place.url);
    await page.goto("/set-up");
    const { email, name } = organisation.people.find(({ administrator }) => administrator);
    await page.getByLabel("Set-up code").fill(place.code);
    await page.getByLabel("Organisation").fill("Anything");
    await page.getByLabel("Your name").fill("Anybody");
    await page.getByLabel("Your mail address").fill(email);
    await page.getByRole("button", { name: "Begin" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Your account" })).toBeVisible();
    await addPasskey(page, "Laptop");
    const mine = card(page, "Your turns in your calendar");
    await expect(mine.getByText("Off", { exact: true })).toBeVisible();
    await mine.getByRole("button", { name: "Make a calendar address" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "The calendar address: your turns" });
    await expect(dialog).toBeVisible();
    await flawless(page, "calendar-address");
    await narrow(page, "calendar-address");
    await page.setViewportSize({ width: 1280, height: 900 });
    const first = await copied(page);
    expect(first).toMatch(new RegExp(`^${here(place.url)}/calendar/[\\w-]{43}\\.ics$`));
    const read = await feed(place.url, first);
    expect(read.status).toBe(200);
    expect(read.text).toContain(`NAME:${name}: on call\r\n`);
    await expect(mine.getByText("On", { exact: true })).toBeVisible();
    await expect(mine.getByText("no program has read it yet")).toBeVisible();
    await page.reload();
    await expect(mine.getByText(/last read/)).toBeVisible();

    await press(page, mine, "Make a new calendar address");
    await page.getByRole("dialog").getByRole("button", { name: "Make a new one" }).click();
    const second = await copied(page);
    expect((await feed(place.url, first)).status).toBe(404);
    expect((await feed(place.url, second)).status).toBe(200);
    await flawless(page, "me-with-calendar");
    await narrow(page, "me-with-calendar");
    await page.setViewportSize({ width: 1280, height: 900 });
    await press(page, mine, "End the calendar address", {}, "End it");
    await expect(mine.getByText("Off", { exact: true })).toBeVisible();
    expect((await feed(place.url, second)).status).toBe(404);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

test("[R4] an administrator publishes a department's turns; others see no such button", async ({
  browser,
  baseURL,
}) => {
  const INES = 1;
  const DANA = 16;
  const make = { name: "Make a calendar address" };
  const page = await arrive(browser, INES);
  await visit(page, "/organisation/departments");
  const support = card(page, "Support");
  await support.getByRole("button", make).click();
  const address = await copied(page);
  const { status, text } = await feed(baseURL, address);
  expect(status).toBe(200);
  expect(text).toContain("NAME:Support: on call\r\n");
  expect(text).toContain("BEGIN:VEVENT\r\n");
  await expect(support.getByText(/^Calendar address made/)).toBeVisible();
  await flawless(page, "departments-with-calendar");
  await narrow(page, "departments-with-calendar");
  await page.setViewportSize({ width: 1280, height: 900 });
  await press(page, support, "End the calendar address", {}, "End it");
  await expect(support.getByRole("button", make)).toBeVisible();
  expect((await feed(baseURL, address)).status).toBe(404);
  expect(page.faults).toEqual([]);
  await page.context().close();

  const other = await arrive(browser, DANA);
  await visit(other, "/organisation/departments");
  await expect(card(other, "Support")).toBeVisible();
  await expect(other.getByRole("button", make)).toHaveCount(0);
  await other.context().close();
});
