// People of the demo organisation, each in a browser context of their own, as on devices of their
// own. Helpers press what a person would press: buttons by name, fields by label, never a test id.
import { expect } from "@playwright/test";
import { randomUUID } from "node:crypto";

/** The organisation's people by role name, primary first. */
export async function roster(request) {
  await request.get("/api/me");
  const cookie = "muster-demo-person=1";
  const organisation = await (
    await request.get("/api/organisation", { headers: { cookie } })
  ).json();
  const of = (role) => organisation.rosters.find((roster) => roster.role === role).people;
  const name = (id) => organisation.people.find((person) => person.id === id).name;
  return { organisation, of, name };
}

/** Opens a browser context in which this person is signed in. */
export async function arrive(browser, person, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const answer = await context.request.post("/api/demo/act-as", { data: { person } });
  expect(answer.status()).toBe(200);
  const page = await context.newPage();
  page.person = person;
  page.setDefaultTimeout(8_000);
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(error.message));
  return page;
}

/** A command through the API, as the person of this page; for steps that another test presses. */
export async function command(page, incident, what) {
  const data = { id: randomUUID(), command: what };
  const answer = await page.context().request.post(`/api/incidents/${incident}/commands`, { data });
  const body = await answer.text();
  expect(answer.status(), `${JSON.stringify(what)} ${body}`).toBe(200);
}

/** The state of an incident, as the person of this page may see it. */
export async function state(page, incident) {
  return (await (await page.context().request.get(`/api/incidents/${incident}`)).json()).incident;
}

/** Goes to a page of the incident by its tab or address. */
export async function open(page, incident, name = "") {
  await page.goto(`/incidents/${incident}${name && "/"}${name}`);
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible();
}

/** The row of a list with this title. */
export function row(page, title) {
  const named = page.locator(".row__title").filter({ hasText: title });
  return page.getByRole("listitem").filter({ has: named }).first();
}

/**
 * Presses a button; fills in and submits the dialog that it opens, if fields are given. `confirm` is
 * what the dialog's button is called where that differs.
 */
export async function press(page, within, label, fields, confirm = label) {
  await within.getByRole("button", { name: label, exact: true }).first().click();
  if (fields === undefined) return;
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  for (const [name, value] of Object.entries(fields)) {
    const field = dialog.getByLabel(name, { exact: false }).first();
    if (value === true) await field.check();
    else if ((await field.evaluate((node) => node.tagName)) === "SELECT") {
      const option = field.locator("option").filter({ hasText: value }).first();
      await field.selectOption(await option.getAttribute("value"));
    } else await field.fill(value);
  }
  await dialog.getByRole("button", { name: confirm, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Goes to an address, and waits until everything that the page asks for is there. */
export async function visit(page, path) {
  await page.goto(path, { waitUntil: "networkidle" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("main").getByRole("status")).toHaveCount(0);
}
