// A phone that has opened the app before, and a server whose process is killed: what was seen is
// there with its age, what is done waits and arrives once and in order, and what needs the server's
// word says so.
import { expect, test } from "@playwright/test";
import { rmSync } from "node:fs";
import { startServer } from "../../scripts/server.mjs";
import { back, installed, keeps, kept, opened, phone, stopWorkers } from "./installed.mjs";
import { press, row } from "./people.mjs";
import { DRAFTED, REVIEWED, stage } from "./stage.mjs";

const AGE = /As of \d\d:\d\d, (<1|\d+) min ago\. Not connected\./;
const WAITS = "No connection. It waits here, and is sent when there is one.";
const NEEDS = "This needs the server's word. Not connected.";

let server;
let set;

test.beforeEach(async () => {
  test.setTimeout(120_000);
  server = await startServer();
  set = await stage(server.url);
});

test.afterEach(async () => {
  await server.kill();
  rmSync(server.state, { recursive: true, force: true });
});

const someone = (browser, role) => phone(browser, set.people[role][0].person, server);

/** The app as it opens from the home screen, all of it closed before. */
async function coldOpen(page, path = "/") {
  const context = page.context();
  const { faults } = page;
  await stopWorkers(page);
  await page.close();
  const again = await context.newPage();
  again.setDefaultTimeout(8_000);
  again.faults = faults;
  again.on("pageerror", (error) => faults.push(error.message));
  await again.goto(path);
  return again;
}

async function comesBack(page) {
  server = await back(server);
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible({ timeout: 30_000 });
}

const sideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("[R153] with the server killed, the app opens and shows what was known, with its age", async ({
  browser,
}) => {
  let page = await someone(browser, "business_lead");
  await opened(page, set.incident);
  await page.goto("/");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await keeps(page, "state", "/list/");
  await server.kill();

  page = await coldOpen(page);
  await expect(page.getByText(AGE)).toBeVisible();
  await page.getByRole("link", { name: /Checkout and payment confirmation/ }).click();
  await expect(page.getByRole("heading", { name: /^What I owe/ })).toBeVisible();
  await expect(page.getByText(AGE)).toBeVisible();
  expect(await sideways(page)).toBe(0);

  await page.getByRole("link", { name: /^Messages/ }).click();
  await page.locator(`main a[href$="/messages/${REVIEWED}"]`).click();
  await expect(page.getByRole("heading", { name: /^Text of version/ })).toBeVisible();
  await page.getByRole("link", { name: "Roles", exact: true }).click();
  await expect(page.getByRole("link", { name: /^\+\d/ }).first()).toHaveAttribute("href", /^tel:/);
  await page.getByRole("link", { name: "Log", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();

  // Rarely needed pages come from the device too.
  page = await coldOpen(page, "/organisation/people");
  await expect(page.getByRole("heading", { name: /^Everybody: / })).toBeVisible();
  await expect(page.getByRole("link", { name: /^\+\d/ }).first()).toHaveAttribute("href", /^tel:/);
  page = await coldOpen(page, `/incidents/${set.incident}/operations`);
  await expect(page.getByRole("heading", { name: "Social", exact: true })).toBeVisible();
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test("[R153] what is heard of an incident before it is known who is looking is kept too", async ({
  browser,
}) => {
  const page = await someone(browser, "technical_slt");
  await page.context().route("**/api/me", async (route) => {
    await new Promise((done) => setTimeout(done, 2_000));
    await route.continue();
  });
  await opened(page, set.incident);
  await page.context().close();
});

test("[R153] what is typed and done meanwhile outlives a reload, and arrives once and in order", async ({
  browser,
}) => {
  let page = await someone(browser, "technical_slt");
  await opened(page, set.incident, `messages/${DRAFTED}`);
  const field = page.getByRole("textbox", { name: "Text", exact: true });
  await expect(field).toBeEditable();
  const before = await field.inputValue();
  await keeps(page, "docs", "/text");
  const [lead] = set.people.business_lead;
  const owner = set.people.technical_slt[0].person;
  const title = "Find out which banks are affected";
  await lead.done(set.incident, {
    assign_task: { title, owner, role: "technical_slt", estimate: 20 },
  });
  await page.getByRole("link", { name: /^Tasks/ }).click();
  await expect(row(page, title)).toBeVisible();
  await server.kill();

  page = await coldOpen(page, `/incidents/${set.incident}/messages/${DRAFTED}`);
  const typed = page.getByRole("textbox", { name: "Text", exact: true });
  await expect(typed).toHaveValue(before);
  await expect(typed).toBeEditable();
  await typed.fill(`${before}\n\nTyped in the tunnel.`);
  await expect(page.getByText("On this device, not yet saved").first()).toBeVisible();
  await page.getByRole("link", { name: /^Tasks/ }).click();
  const tasks = page.getByRole("region", { name: "Delegated tasks" });
  const task = tasks.getByRole("listitem").filter({ hasText: title });
  await press(page, task, "Will do");
  // Pressed twice, it is asked for once.
  await press(page, task, "Will do");
  await page.getByRole("link", { name: "Log", exact: true }).click();
  for (const words of ["First word from the tunnel", "Second word from the tunnel"]) {
    await press(page, page, "Add a note", { Text: words });
    await expect(page.getByText(WAITS)).toBeVisible();
  }
  const unsent = page.getByRole("region", { name: "Not sent yet" });
  await expect(unsent.getByRole("listitem")).toHaveCount(3);
  await expect(unsent.getByRole("listitem").first()).toContainText(`Will do · ${title}`);
  await expect(unsent.getByText("Waiting", { exact: true })).toHaveCount(3);
  await expect(page.getByText(/Not connected\. · 3 waiting/)).toBeVisible();

  page = await coldOpen(page, `/incidents/${set.incident}/messages/${DRAFTED}`);
  const kept3 = page.getByRole("region", { name: "Not sent yet" }).getByRole("listitem");
  await expect(kept3).toHaveCount(3);
  await comesBack(page);
  await expect(page.getByRole("region", { name: "Not sent yet" })).toHaveCount(0);
  const log = async () => {
    const events = await lead.events(set.incident);
    return events.flatMap(({ event }) => {
      if (event.noted) return [event.noted.text];
      return event.task_acknowledged ? ["will do"] : [];
    });
  };
  const expected = ["will do", "First word from the tunnel", "Second word from the tunnel"];
  await expect.poll(async () => (await log()).slice(-3)).toEqual(expected);
  const body = async () => {
    const { messages } = await lead.state(set.incident);
    return messages.find(({ id }) => id === DRAFTED).draft.content.body;
  };
  await expect.poll(body, { timeout: 20_000 }).toContain("Typed in the tunnel.");
  for (const words of expected.slice(1)) {
    expect((await log()).filter((found) => found === words).length, words).toBe(1);
  }
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test("[R153] a page is answered in a dead spot, from the list of incidents it is sent", async ({
  browser,
}) => {
  let page = await someone(browser, "elt_approver");
  await opened(page, set.incident);
  await server.kill();
  page = await coldOpen(page, `/incidents/${set.incident}`);
  await press(page, page.getByRole("main"), "Accept", {});
  await expect(
    page.getByRole("region", { name: "Not sent yet" }).getByText("Waiting", { exact: true }),
  ).toBeVisible();
  page = await coldOpen(page);
  await expect(page.getByRole("region", { name: "Not sent yet" })).toBeVisible();
  server = await back(server);
  const unsent = page.getByRole("region", { name: "Not sent yet" });
  await expect(unsent).toHaveCount(0, { timeout: 40_000 });
  const [lead] = set.people.business_lead;
  const { seats } = await lead.state(set.incident);
  const seat = seats.find(({ role }) => role === "elt_approver");
  expect(seat.holder.person).toBe(set.people.elt_approver[0].person);
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test("[R153] what is refused on return says why, and keeps what was typed", async ({ browser }) => {
  let page = await someone(browser, "legal_officer");
  const [lead] = set.people.business_lead;
  const owner = set.people.legal_officer[0].person;
  const title = "Ask the insurer";
  await lead.done(set.incident, {
    assign_task: { title, owner, role: "legal_officer", estimate: 20 },
  });
  const { tasks } = await lead.state(set.incident);
  const task = tasks.at(-1).id;
  const [legal] = set.people.legal_officer;
  await legal.done(set.incident, { acknowledge_task: { task } });
  await opened(page, set.incident, "tasks");
  await expect(row(page, title)).toBeVisible();
  await server.kill();
  const outcome = "They want it in writing by noon";
  await press(page, row(page, title), "Done", { "What came of it": outcome });
  await expect(page.getByText(WAITS)).toBeVisible();

  // The phone is still in the tunnel while the server is back and the task is called off.
  page = await coldOpen(page, `/incidents/${set.incident}/tasks`);
  const unsent = page.getByRole("region", { name: "Not sent yet" });
  await expect(unsent.getByText("Waiting", { exact: true })).toBeVisible();
  await page.context().setOffline(true);
  server = await back(server);
  await lead.done(set.incident, { cancel_task: { task, reason: "No longer needed" } });
  await page.context().setOffline(false);
  await expect(unsent.getByText("Not taken")).toBeVisible({ timeout: 40_000 });
  await expect(unsent.getByText(outcome)).toBeVisible();
  page = await coldOpen(page, `/incidents/${set.incident}/tasks`);
  await expect(page.getByRole("region", { name: "Not sent yet" }).getByText(outcome)).toBeVisible();
  await page.getByRole("button", { name: "Forget it" }).click();
  await expect(page.getByRole("region", { name: "Not sent yet" })).toHaveCount(0);
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test("[R153] a verdict is never queued: without the server's word there is none", async ({
  browser,
}) => {
  const page = await someone(browser, "legal_officer");
  await opened(page, set.incident, `messages/${REVIEWED}`);
  const pass = page.getByRole("button", { name: /^(Still good|Pass version)/ }).first();
  await expect(pass).toBeEnabled();
  await server.kill();
  await expect(page.getByText(AGE)).toBeVisible();
  await expect(pass).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText(NEEDS).first()).toBeVisible();
  await comesBack(page);
  await expect(pass).not.toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText(NEEDS)).toHaveCount(0);
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test("[R153] a verdict whose answer was lost is not said again by itself", async ({ browser }) => {
  const page = await someone(browser, "legal_officer");
  let deaf = false;
  const said = [];
  await page.routeWebSocket(/\/live$/, (line) => {
    const room = line.connectToServer();
    line.onMessage((frame) => {
      if (`${frame}`.includes("give_verdict")) said.push(frame);
      if (!deaf) room.send(frame);
    });
    room.onMessage((frame) => deaf || line.send(frame));
  });
  await opened(page, set.incident, `messages/${REVIEWED}`);
  deaf = true;
  await page.getByRole("button", { name: /^(Still good|Pass version)/ }).first().click();
  const dialog = page.getByRole("dialog");
  if (await dialog.isVisible()) await dialog.getByRole("button").first().click();
  await expect.poll(() => said.length).toBe(1);
  await server.kill();
  await expect(page.getByText(/The connection was cut before the answer/)).toBeVisible();
  deaf = false;
  await comesBack(page);
  await page.getByRole("link", { name: "Log", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();
  expect(said.length).toBe(1);
  await page.context().close();
});

test("nobody who comes after sees what a person saw on the device", async ({ browser }) => {
  let page = await someone(browser, "business_lead");
  await opened(page, set.incident);
  const { person } = set.people.legal_officer[0];
  await page.context().request.post("/api/demo/act-as", { data: { person } });
  page = await coldOpen(page);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await installed(page);
  const others = async () => {
    const { state, meta } = await kept(page);
    return [...state, ...meta].filter((key) => key !== "me" && !key.startsWith(`${person}/`));
  };
  await expect.poll(others).toEqual([]);
  await page.context().close();
});

test("an incident that is not theirs to know of any more is gone from the device", async ({
  browser,
}) => {
  let page = await phone(browser, set.people.legal_officer[1].person, server);
  await opened(page, set.incident);
  const [lead] = set.people.business_lead;
  await lead.done(set.incident, { set_confidential: { confidential: true, reason: "A colleague" } });
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  const left = async () => (await kept(page)).state.filter((key) => key.includes(set.incident));
  await expect.poll(left).toEqual([]);
  await server.kill();
  page = await coldOpen(page, `/incidents/${set.incident}`);
  await expect(page.getByText(/Not kept on this device/)).toBeVisible();
  await expect(page.getByText(/Checkout and payment/)).toHaveCount(0);
  await page.context().close();
});
