// The app as something to be installed, and as a place to share things to.
import { expect, test } from "@playwright/test";
import { declare, firm } from "../worker/client.mjs";
import { flawless, narrow } from "./look.mjs";
import { arrive } from "./people.mjs";

test.use({ serviceWorkers: "allow" });

test("[R154] Chromium finds nothing that keeps the app from being installed", async ({
  page,
  request,
}) => {
  await page.goto("/");
  const client = await page.context().newCDPSession(page);
  const { data, errors } = await client.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data);
  expect(manifest).toMatchObject({ id: "/", scope: "/", start_url: "/", display: "standalone" });
  const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  for (const { src } of manifest.icons) expect((await request.get(src)).status(), src).toBe(200);
  expect(manifest.icons.some(({ purpose }) => purpose === "maskable")).toBe(true);
  const touch = await page.locator('link[rel="apple-touch-icon"]').getAttribute("href");
  expect((await request.get(touch)).status()).toBe(200);
});

test("what decides about updates is asked for anew each time", async ({ request }) => {
  for (const path of ["/", "/sw.js", "/sw-push.js", "/manifest.webmanifest"]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()["cache-control"], path).toBe("no-cache");
  }
});

test("[R153] a text shared from another app goes into the log, once somebody says so", async ({
  browser,
}) => {
  const { people } = await firm();
  const [lead] = people.business_lead;
  const incident = await declare(lead, { title: "Shared with Muster" });
  await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
  const viewport = { width: 360, height: 740 };
  const page = await arrive(browser, lead.person, { viewport });
  const words = "Card issuers & acquirers report 100% declines";
  const query = new URLSearchParams({ title: "From the bank", text: words });
  await page.goto(`/shared?${query}`);
  await expect(page.getByRole("heading", { level: 1, name: "Shared with Muster" })).toBeVisible();
  await expect(page.getByLabel("What was shared")).toHaveValue(`From the bank\n${words}`);
  await flawless(page, "shared");
  await narrow(page, "shared");
  const noted = async () => {
    const events = await lead.events(incident);
    return events.filter(({ event }) => event.noted).map(({ event }) => event.noted.text);
  };
  expect(await noted()).toEqual([]);
  const card = page.locator("section").filter({ hasText: "Shared with Muster" });
  await card.getByRole("button", { name: "Add it to the log" }).first().click();
  await expect.poll(noted).toEqual([`From the bank\n${words}`]);
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible();

  const link = `${new URL(page.url()).origin}/incidents/${incident}/tasks`;
  await page.goto(`/shared?${new URLSearchParams({ text: `Look: ${link}` })}`);
  await page.getByRole("link", { name: "Open it in Muster" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Tasks" })).toBeVisible();
  expect(page.faults).toEqual([]);
  await page.context().close();
});

test("[R153] a link into an incident is shared, or copied where the device has no way", async ({
  browser,
}) => {
  const { people } = await firm();
  const [lead] = people.business_lead;
  const incident = await declare(lead);
  const page = await arrive(browser, lead.person);
  await page.goto(`/incidents/${incident}/roles`);
  const share = page.getByRole("button", { name: "Share the link to this incident" });
  await page.evaluate(() => (Navigator.prototype.share = undefined));
  await share.click();
  await expect(page.getByText("The link is copied.")).toBeVisible();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.evaluate(() => {
    Navigator.prototype.share = async ({ url }) => (window.sharedUrl = url);
  });
  await share.click();
  const shared = await page.evaluate(() => window.sharedUrl);
  expect(shared).toBe(`${new URL(page.url()).origin}/incidents/${incident}`);
  expect(page.faults).toEqual([]);
  await page.context().close();
});
