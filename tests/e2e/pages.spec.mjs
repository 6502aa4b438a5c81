// Every page of an incident in full swing, as different people need it: free of what axe finds, on
// a phone and a desk, light and dark; within the narrowest screen; with the colours of the system.
import { expect, test } from "@playwright/test";
import { flawless, narrow } from "./look.mjs";
import { arrive, visit } from "./people.mjs";
import { REVIEWED, pages, stage } from "./stage.mjs";

let set;

test.beforeAll(async () => {
  set = await stage();
});

/** Somebody's device; nothing moves on it, so that nothing is looked at halfway. */
async function device(browser, role, options = {}) {
  const [person] = set.people[role];
  return arrive(browser, person.person, { reducedMotion: "reduce", ...options });
}

/** The pages by whose they are, each visited on one device. */
async function everyPage(browser, look, options) {
  for (const role of ["business_lead", "technical_slt", "customer_liaison"]) {
    const device_ = await device(browser, role, options);
    for (const { name, path } of pages(set.incident).filter((page) => page.role === role)) {
      await visit(device_, path);
      await look(device_, name);
    }
    expect(device_.faults).toEqual([]);
    await device_.context().close();
  }
}

test("[R154] no page has a fault that axe knows, or scrolls sideways", async ({ browser }) => {
  test.setTimeout(240_000);
  await everyPage(browser, async (page, name) => {
    await flawless(page, name);
    await narrow(page, name);
  });
});

test("[R154] an open dialog has no fault that axe knows", async ({ browser }) => {
  const page = await device(browser, "business_lead");
  await visit(page, `/incidents/${set.incident}`);
  await page.getByRole("button", { name: "State the status" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await flawless(page, "dialog");
  await page.context().close();
});

test("[R154] with the system's colours, shapes and words tell states apart", async ({ browser }) => {
  const page = await device(browser, "customer_liaison", { forcedColors: "active" });
  await visit(page, `/incidents/${set.incident}/messages/${REVIEWED}`);
  const chips = await page.locator(".chip").evaluateAll((all) =>
    all.map((chip) => {
      const { borderTopStyle, borderTopWidth } = getComputedStyle(chip);
      const [shape, words] = [...chip.children].map((it) => it.textContent);
      return { shape, words, border: `${borderTopStyle} ${borderTopWidth}` };
    }),
  );
  for (const { words, border } of chips) expect([words !== "", border]).toEqual([true, "solid 1px"]);
  const kinds = new Set(chips.map(({ shape }) => shape));
  expect([...kinds].sort()).toEqual(["○", "■", "◐", "✓"].sort());
  await expect(page.locator("del").first()).toHaveCSS("text-decoration-line", "line-through");
  await expect(page.locator("ins").first()).toHaveCSS("text-decoration-line", "underline");
  const border = (name) =>
    page.getByRole("link", { name }).evaluate((tab) => getComputedStyle(tab).borderBottomColor);
  expect(await border(/^Messages/)).not.toBe(await border("Roles"));
  await page.getByRole("button", { name: "Comment" }).focus();
  await page.keyboard.press("Shift+Tab");
  await expect(page.locator(":focus-visible")).toHaveCSS("outline", /solid 3px$/);
  await page.context().close();
});

test("[R152] the tabs say how many messages wait for the reader, and what they owe", async ({
  browser,
}) => {
  const page = await device(browser, "legal_officer");
  await visit(page, `/incidents/${set.incident}`);
  const tabs = page.getByRole("navigation");
  await expect(tabs.getByRole("link", { name: "Messages 1 waiting", exact: true })).toBeVisible();
  await expect(tabs.getByRole("link", { name: "Tasks 1 waiting", exact: true })).toBeVisible();
  await set.people.legal_officer[0].done(set.incident, {
    finish_task: { task: 1, outcome: "They need nothing." },
  });
  await expect(tabs.getByRole("link", { name: "Tasks", exact: true })).toBeVisible();
  await page.context().close();
});

test("the header says as whom the reader acts, whoever it is", async ({ browser }) => {
  const page = await device(browser, "customer_liaison");
  await visit(page, `/incidents/${set.incident}`);
  const [{ person }] = set.people.customer_liaison;
  await expect(page.getByLabel("Act as")).toHaveValue(`${person}`);
  await page.context().close();
});

test("on a desk, cards stand side by side, and what is wide takes the whole width", async ({
  browser,
}) => {
  const page = await device(browser, "business_lead");
  const box = (name) => page.getByRole("region", { name }).boundingBox();
  await visit(page, `/incidents/${set.incident}`);
  const [happening, owed, messages] = await Promise.all(
    ["What is happening", /^What I owe/, /^Messages/].map(box),
  );
  expect(owed.y).toBe(happening.y);
  expect(owed.x).toBeGreaterThan(happening.x + happening.width);
  expect(messages.width).toBe(owed.x + owed.width - happening.x);
  await visit(page, `/incidents/${set.incident}/operations`);
  const [mode, social, marketing] = await Promise.all(["Mode", "Social", "Marketing"].map(box));
  expect(marketing.y).toBe(social.y);
  expect(mode.width).toBe(marketing.x + marketing.width - social.x);
  await page.context().close();
});
