// Whoever signs out leaves nothing of what they saw, asked for or typed on the device.
import { expect, test } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { onServer } from "../worker/visitor.mjs";
import { ON_LOCALHOST, device, here } from "./devices.mjs";
import { installed, keeps, kept } from "./installed.mjs";
import { press } from "./people.mjs";

/** A device on which the first administrator is signed in and has an incident open. */
async function signedIn(browser, { url, code }) {
  const page = await device(browser, url, { serviceWorkers: "allow" });
  await page.goto("/set-up");
  const fields = {
    "Set-up code": code,
    Organisation: "Merrowline",
    "Your name": "Ada Lind",
    "Your mail address": "ada@firm.example",
  };
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your account" })).toBeVisible();
  const watch = { title: "Payments fail", parent: "INC-1", commander: "Ida", exercise: false };
  const command = { open_watch: { ...watch, phase: "investigation", confidential: false } };
  const answer = await page.context().request.post("/api/incidents", {
    data: { id: randomUUID(), command },
    headers: { origin: here(url) },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  const { incident } = await answer.json();
  await page.goto(`/incidents/${incident}`);
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible();
  await installed(page);
  await keeps(page, "state", `/${incident}/`);
  return { page, incident };
}

const nothing = { docs: [], state: [], commands: [], meta: [] };

test("whoever signs out leaves nothing on the device", async ({ browser }) => {
  test.setTimeout(120_000);
  await onServer({ vars: ON_LOCALHOST }, async (place) => {
    const { page } = await signedIn(browser, place);
    await page.goto("/me");
    await press(page, page.getByRole("main"), "Sign out here");
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    await expect.poll(() => kept(page)).toEqual(nothing);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

test("whom the server does not know any more is shown nothing, on this device either", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  await onServer({ vars: ON_LOCALHOST }, async (place) => {
    const { page, incident } = await signedIn(browser, place);
    await page.context().clearCookies();
    await page.goto(`/incidents/${incident}`);
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    await expect(page.getByText("Payments fail")).toHaveCount(0);
    await expect.poll(() => kept(page)).toEqual(nothing);
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});
