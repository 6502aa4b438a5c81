// Pictures of every page for people to look at, in shots/, which is not in the repository. It
// asserts nothing beyond that the pages open, so only `make shots` runs it.
import { expect, test } from "@playwright/test";
import { onServer } from "../worker/visitor.mjs";
import { ON_LOCALHOST, addPasskey, device } from "./devices.mjs";
import { arrive, visit } from "./people.mjs";
import { pages, stage } from "./stage.mjs";

const SIZES = { 390: 844, 1280: 900 };

test("@shots every page, on a phone and a desk, light and dark", async ({ browser }) => {
  test.setTimeout(300_000);
  const { incident, people } = await stage();
  for (const { name, path, role } of pages(incident)) {
    const page = await arrive(browser, people[role][0].person, { reducedMotion: "reduce" });
    await visit(page, path);
    await pictures(page, name);
    if (name === "now") {
      await page.getByRole("button", { name: "State the status" }).click();
      await pictures(page, "dialog", false);
    }
    await page.context().close();
  }
});

test("@shots the ways in and the account", async ({ browser }) => {
  test.setTimeout(300_000);
  await onServer({ vars: ON_LOCALHOST }, async ({ url, code }) => {
    const page = await device(browser, url);
    await visit(page, "/");
    await page.getByText("Use a recovery code").click();
    await pictures(page, "sign-in");
    await visit(page, "/invite/of-no-use");
    await pictures(page, "invite-over");
    await visit(page, "/set-up");
    await pictures(page, "set-up");
    const fields = [code, "Merrowline", "Ada Lind", "ada@firm.example"];
    const inputs = page.getByRole("textbox");
    for (const [n, value] of fields.entries()) await inputs.nth(n).fill(value);
    await page.getByRole("button", { name: "Begin" }).click();
    await expect(page.getByRole("heading", { name: "Before you go on" })).toBeVisible();
    await pictures(page, "me-new");
    await addPasskey(page, "Laptop");
    await page.getByRole("button", { name: "Make recovery codes" }).click();
    await expect(page.getByText("Shown once")).toBeVisible();
    await pictures(page, "me-codes");
    await page.getByRole("button", { name: "I have kept them" }).click();
    await pictures(page, "me");
    await page.goto("/");
    await expect(page.getByText("Nothing is running. Good.")).toBeVisible();
    await pictures(page, "incidents-empty");
    await page.context().close();
  });
});

/** A whole page is a window of its height: what stays at an edge is then at the page's edge. */
async function pictures(page, name, whole = true) {
  for (const [width, least] of Object.entries(SIZES)) {
    await page.setViewportSize({ width: Number(width), height: least });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    if (whole) await page.setViewportSize({ width: Number(width), height });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `shots/${name}-${width}-${colorScheme}.png` });
    }
  }
}
