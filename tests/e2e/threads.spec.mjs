// What is said about a text and what did not get into it: threads for a few, several suggestions at
// once, words typed into a text that was locked meanwhile, and one person's two windows.
import { expect, test } from "@playwright/test";
import { textDigest } from "../worker/drafting.mjs";
import { arrive, open, press, state } from "./people.mjs";
import { DRAFTED, stage } from "./stage.mjs";

let set;

test.beforeEach(async () => {
  set = await stage();
});

const at = `messages/${DRAFTED}`;
const field = (page) => page.getByRole("textbox", { name: "Text", exact: true });
const caller = (role) => set.people[role][0];
const message = async (page) =>
  (await state(page, set.incident)).messages.find(({ id }) => id === DRAFTED);

async function reader(browser, role) {
  const page = await arrive(browser, caller(role).person);
  await open(page, set.incident, at);
  return page;
}

/** A context whose lines to the room can be cut, and come back. */
async function cuttable(browser) {
  const page = await arrive(browser, caller("technical_slt").person);
  const cut = { lines: [], is: false };
  await page.context().routeWebSocket(/\/live$/, (line) => {
    if (cut.is) return line.close();
    line.connectToServer();
    return cut.lines.push(line);
  });
  cut.now = async () => {
    cut.is = true;
    for (const line of cut.lines.splice(0)) await line.close();
  };
  return { page, cut };
}

test("[R22] [R148] a comment for messaging responders is read and answered by them alone", async ({
  browser,
}) => {
  const legal = await reader(browser, "legal_officer");
  await press(legal, legal, "Comment", {
    Comment: "Not a word on refunds",
    "Only for those who work on messages": true,
  });
  const slt = await reader(browser, "technical_slt");
  await expect(slt.getByText("Not a word on refunds")).toBeVisible();
  await expect(slt.getByText("For messaging responders only")).toBeVisible();
  const thread = slt.getByRole("listitem").filter({ hasText: "Not a word on refunds" });
  await press(slt, thread.first(), "Reply", { Reply: "Agreed" });
  await expect(legal.getByText("Agreed")).toBeVisible();
  const liaison = await reader(browser, "customer_liaison");
  await expect(liaison.getByText("For messaging responders only")).toBeVisible();
  await expect(liaison.getByText("Not a word on refunds")).toHaveCount(0);
  await expect(liaison.getByText("Agreed")).toHaveCount(0);
  for (const page of [legal, slt, liaison]) expect(page.faults).toEqual([]);
});

test("[R73] all suggestions are accepted with one press", async ({ browser }) => {
  const slt = await reader(browser, "technical_slt");
  await expect(field(slt)).toBeEditable();
  await field(slt).fill("Few customers. Few orders. Some hours.");
  await expect(slt.getByText("Saved", { exact: true }).first()).toBeVisible();
  const suggest = (role, quote, replacement) =>
    caller(role).done(set.incident, {
      suggest: { message: DRAFTED, quote, replacement, note: "" },
    });
  await suggest("legal_officer", "Few customers", "41 customers");
  await suggest("messaging_officer", "Some hours", "Three hours");
  await slt.getByRole("button", { name: "Accept all" }).click();
  await expect(field(slt)).toHaveValue("41 customers. Few orders. Three hours.");
  await expect(slt.getByRole("button", { name: "Accept all" })).toHaveCount(0);
  expect(slt.faults).toEqual([]);
});

test("[R91] [R153] what was typed offline into a text that was submitted meanwhile is offered, not lost", async ({
  browser,
}) => {
  const { page, cut } = await cuttable(browser);
  await open(page, set.incident, at);
  await expect(field(page)).toBeEditable();
  await field(page).fill("Checkout fails.");
  await expect(page.getByText("Saved", { exact: true }).first()).toBeVisible();
  await expect.poll(async () => (await message(page)).draft.revision).toBeGreaterThan(0);
  await cut.now();
  await expect(page.getByText(/Not connected/).first()).toBeVisible();
  await field(page).press("ControlOrMeta+End");
  await page.keyboard.type(" We work on it.");
  await expect(page.getByText("On this device, not yet saved")).toBeVisible();
  const { draft } = await message(page);
  await caller("technical_slt").done(set.incident, {
    submit: { message: DRAFTED, revision: draft.fields, text: textDigest("Checkout fails.") },
  });
  cut.is = false;
  const told = page.getByRole("alert").filter({ hasText: "did not get into the text" });
  await expect(told).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Offer as a suggestion" }).click();
  await expect(told).toHaveCount(0);
  await expect
    .poll(async () => (await message(page)).suggestions.at(-1).replacement)
    .toContain("We work on it.");
  const { version } = await message(page);
  expect(version.content.body, "never slipped into signed text").toBe("Checkout fails.");
  expect(page.faults).toEqual([]);
});

test("[R91] two windows of one person share what is typed without a connection", async ({
  browser,
}) => {
  const { page, cut } = await cuttable(browser);
  await open(page, set.incident, at);
  await expect(field(page)).toBeEditable();
  await field(page).fill("From here.");
  const other = await page.context().newPage();
  await open(other, set.incident, at);
  await expect(field(other)).toHaveValue("From here.");
  await cut.now();
  await expect(page.getByText(/Not connected/).first()).toBeVisible();
  await field(page).press("ControlOrMeta+End");
  await page.keyboard.type(" And there.");
  await expect(field(other)).toHaveValue("From here. And there.");
  cut.is = false;
  await expect(page.getByText("Saved", { exact: true }).first()).toBeVisible({ timeout: 20_000 });
  await expect(field(other)).toHaveValue("From here. And there.");
  const legal = await reader(browser, "legal_officer");
  await expect(legal.getByText("From here. And there.").first()).toBeVisible();
  for (const seen of [page, legal]) expect(seen.faults).toEqual([]);
});
