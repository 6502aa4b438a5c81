// When something does not arrive: the second part of the app, or the server itself. The app says
// so, keeps what was pressed, and goes on by itself; nobody has to load the page anew.
import { expect, test } from "@playwright/test";
import { rmSync } from "node:fs";
import { startServer } from "../../scripts/server.mjs";
import { declare, firm } from "../worker/client.mjs";
import { arrive } from "./people.mjs";

const NOTE = "Heard from the plant: all quiet";

/** An incident on a server, whose Business Lead has taken the seat. */
async function started(base) {
  const { people } = await firm(base);
  const [lead] = people.business_lead;
  const incident = await declare(lead);
  await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
  return { lead, incident };
}

/** How often it is in the log. */
async function noted({ lead, incident }) {
  const events = await lead.events(incident);
  return events.filter(({ event }) => event.noted?.text === NOTE).length;
}

test("the second part of the app comes at the third attempt, without a reload", async ({
  browser,
}) => {
  const { lead, incident } = await started();
  const page = await arrive(browser, lead.person);
  let attempts = 0;
  let arrives;
  const awaited = new Promise((done) => (arrives = done));
  await page.route("**/assets/second-*.wasm", async (route) => {
    attempts += 1;
    if (attempts <= 2) return route.abort();
    await awaited;
    return route.continue();
  });
  await page.goto(`/incidents/${incident}`);
  await page.evaluate(() => (window.sameDocument = true));
  await page.getByRole("link", { name: "Roles", exact: true }).click();
  await expect.poll(() => attempts).toBe(3);
  await expect(page.getByText("Loading this page…")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Roles" })).toBeVisible();
  arrives();
  await expect(page.getByRole("heading", { name: "Roll call" })).toBeVisible();
  await expect(page.getByText("Loading this page…")).toHaveCount(0);
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test.describe("the power is cut", () => {
  let server;
  let set;
  let page;

  test.beforeEach(async ({ browser }) => {
    server = await startServer();
    set = await started(server.url);
    page = await arrive(browser, set.lead.person, { baseURL: server.url });
  });

  test.afterEach(async () => {
    expect(page.faults).toEqual([]);
    await page.context().close();
    await server.kill();
    rmSync(server.state, { recursive: true, force: true });
  });

  const comesBack = async () => {
    server = await startServer(server);
    await expect(page.getByText(/Live · \d+ here/)).toBeVisible({ timeout: 20_000 });
  };

  test("[R153] what is pressed meanwhile waits, and acts once when the server is back", async () => {
    await page.goto(`/incidents/${set.incident}`);
    await expect(page.getByText(/Live · \d+ here/)).toBeVisible();
    await server.kill();
    await expect(page.getByText(/As of .* ago\. Not connected\./)).toBeVisible();

    await page.getByRole("button", { name: "Add a note" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill(NOTE);
    await dialog.getByRole("button", { name: "Add a note" }).click();
    await expect(page.getByText("No connection. It waits here")).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText(/Not connected\. · 1 waiting/)).toBeVisible();

    await comesBack();
    await expect.poll(() => noted(set)).toBe(1);
    await page.getByRole("link", { name: "Log", exact: true }).click();
    await expect(page.getByText(NOTE)).toHaveCount(1);
  });

  test("[R153] what was taken, but not answered before the cut, is said again and acts once", async () => {
    let deaf = false;
    await page.routeWebSocket(/\/live$/, (line) => {
      const room = line.connectToServer();
      room.onMessage((frame) => deaf || line.send(frame));
    });
    await page.goto(`/incidents/${set.incident}`);
    await expect(page.getByText(/Live · \d+ here/)).toBeVisible();
    deaf = true;
    await page.getByRole("button", { name: "Add a note" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill(NOTE);
    await dialog.getByRole("button", { name: "Add a note" }).click();
    await expect(dialog.getByText("Sending…")).toBeVisible();
    await expect.poll(() => noted(set)).toBe(1);

    await server.kill();
    await expect(page.getByText(/Not connected\. · 1 waiting/)).toBeVisible();
    deaf = false;
    await comesBack();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText(/1 waiting/)).toHaveCount(0);
    expect(await noted(set)).toBe(1);
  });
});
