// A newer version of the app: it is fetched, waits, and comes when somebody wants it. And the other
// way round: a page that is older than its server, and a service worker that takes itself back.
import { expect, test } from "@playwright/test";
import { rmSync } from "node:fs";
import { startServer } from "../../scripts/server.mjs";
import { built, copyOfDist, gone, killSwitch, rebuild } from "./builds.mjs";
import { installed, opened, phone } from "./installed.mjs";
import { DRAFTED, stage } from "./stage.mjs";

const READY = "A new version is ready.";

let dist;
let server;
let set;

test.beforeEach(async () => {
  test.setTimeout(120_000);
  dist = copyOfDist();
  server = await startServer({ dist });
  set = await stage(server.url);
});

test.afterEach(async () => {
  await server.kill();
  rmSync(server.state, { recursive: true, force: true });
  gone(dist);
});

const someone = (browser, role) => phone(browser, set.people[role][0].person, server);

/** The same server serves something else from now on. */
async function deploys(change) {
  await server.kill();
  change(dist);
  const { state, port } = server;
  server = await startServer({ state, port, dist });
}

const build = (page) => page.locator('meta[name="muster-build"]').getAttribute("content");
const shells = (page) => page.evaluate(() => caches.keys());
/** Stands in for the focus that comes back after more than a minute. */
const looksForNews = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update().catch(() => {});
  });

test("[R153] a new version waits until it is wanted, and what was typed stays", async ({
  browser,
}) => {
  const page = await someone(browser, "technical_slt");
  await opened(page, set.incident, `messages/${DRAFTED}`);
  await page.evaluate(() => (window.sameDocument = true));
  const first = built();
  expect(await build(page)).toBe(first);
  expect(await shells(page)).toEqual([`shell-${first}`]);

  // All hashed files are missing on the server: the new version takes them over from the old one.
  await deploys((dist) => {
    rebuild(dist, "secondbuild1");
    rmSync(`${dist}/assets`, { recursive: true });
  });
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible({ timeout: 30_000 });
  await looksForNews(page);
  await expect(page.getByText(READY)).toBeVisible();
  expect(await shells(page)).toEqual([`shell-${first}`, "shell-secondbuild1"]);
  const field = page.getByRole("textbox", { name: "Text", exact: true });
  const text = `${await field.inputValue()}\n\nTyped while it was waiting.`;
  await field.fill(text);
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);

  await page.getByRole("button", { name: "Load it" }).click();
  await page.waitForFunction(() => window.sameDocument === undefined);
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible();
  expect(await build(page)).toBe("secondbuild1");
  await expect.poll(() => shells(page)).toEqual(["shell-secondbuild1"]);
  await expect(page.getByRole("textbox", { name: "Text", exact: true })).toHaveValue(text);
  await expect(page.getByText(READY)).toHaveCount(0);
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test("[R153] another window is told of the version that somebody took, and stays as it is", async ({
  browser,
}) => {
  const page = await someone(browser, "business_lead");
  await opened(page, set.incident);
  const other = await page.context().newPage();
  await opened(other, set.incident, "tasks");
  await other.evaluate(() => (window.sameDocument = true));
  await deploys((dist) => rebuild(dist, "secondbuild2"));
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible({ timeout: 30_000 });
  await looksForNews(page);
  await page.getByRole("button", { name: "Load it" }).click();
  await expect.poll(() => build(page).catch(() => null)).toBe("secondbuild2");
  await expect(other.getByText(READY)).toBeVisible();
  expect(await other.evaluate(() => window.sameDocument)).toBe(true);
  await other.getByRole("button", { name: "Load it" }).click();
  await expect.poll(() => build(other).catch(() => null)).toBe("secondbuild2");
  await page.context().close();
});

test("a version that does not come whole changes nothing", async ({ browser }) => {
  const page = await someone(browser, "business_lead");
  await opened(page, set.incident);
  const first = built();
  await deploys((dist) => {
    rebuild(dist, "secondbuild3");
    rmSync(`${dist}/icons/muster-192.png`);
  });
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible({ timeout: 30_000 });
  await looksForNews(page);
  await expect.poll(() => shells(page)).toEqual([`shell-${first}`]);
  await page.reload();
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible();
  expect(await build(page)).toBe(first);
  await expect(page.getByText(READY)).toHaveCount(0);
  await page.context().close();
});

test("[R153] a page that hears what only a newer app knows asks to be loaded anew", async ({
  browser,
}) => {
  const page = await someone(browser, "business_lead");
  let say;
  await page.routeWebSocket(/\/live$/, (line) => {
    const room = line.connectToServer();
    say = (frame) => line.send(frame);
    room.onMessage((frame) => line.send(frame));
  });
  await opened(page, set.incident);
  await deploys((dist) => rebuild(dist, "secondbuild4"));
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible({ timeout: 30_000 });
  const event = { seq: 9_999, at: 1, by: "system", capacity: null, event: { moon_landed: {} } };
  say(JSON.stringify({ event: { ...event, personal: null } }));
  await expect(page.getByText("A newer version of Muster is running")).toBeVisible();
  await page.getByRole("button", { name: "Load it" }).first().click();
  await expect.poll(() => build(page).catch(() => null)).toBe("secondbuild4");
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible();
  await page.context().close();
});

test("the kill switch takes the service worker and its files back", async ({ browser }) => {
  const page = await someone(browser, "business_lead");
  await opened(page, set.incident);
  await deploys(killSwitch);
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible({ timeout: 30_000 });
  await looksForNews(page).catch(() => {});
  await expect.poll(() => shells(page).catch(() => null)).toEqual([]);
  const left = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  await expect.poll(() => left().catch(() => null)).toBe(0);
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible();
  await page.context().close();
});

test("the service worker answers for the app's own addresses and never for the API", async ({
  browser,
}) => {
  const page = await someone(browser, "business_lead");
  await page.goto("/");
  await installed(page);
  const answer = await page.goto(`/incidents/${set.incident}/roles`);
  expect(answer.fromServiceWorker()).toBe(true);
  const api = page.waitForResponse(/\/api\/me$/);
  await page.goto("/me");
  expect((await api).fromServiceWorker()).toBe(false);
  expect((await page.goto("/sso")).fromServiceWorker()).toBe(false);
  expect((await page.goto("/robots.txt")).fromServiceWorker()).toBe(false);
  await page.context().close();
});
