// Signing in as people do it, in Chromium with its own authenticators: the first administrator, an
// invitation, a passkey, a second device, a proof before an approval, and a lost phone.
//
// Each device is a browser context. The person's passkey provider carries a passkey from one to the
// other. Server and pages are on http://localhost, which browsers take for secure.
import { expect, test } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { ACTS, OPENING, Walk } from "../worker/walk.mjs";
import { onServer } from "../worker/visitor.mjs";
import { ON_LOCALHOST, addPasskey, device, here, recoveryCodes } from "./devices.mjs";
import { flawless, narrow } from "./look.mjs";
import { press, row } from "./people.mjs";

const SIX_MINUTES_MS = 6 * 60_000;
/** A message that waits for the executive's approval. */
async function awaitingApproval({ people }) {
  const opening = { id: randomUUID(), command: OPENING };
  const { body } = await people.customer_liaison[0].post("/api/incidents", opening);
  const walk = new Walk(people, body.incident);
  const steps = Object.values(ACTS).slice(0, 7).flat().slice(0, -1);
  for (const step of steps) await walk.sends(await walk.request(step, randomUUID()), step);
  return body.incident;
}

const approve = async (page) => {
  await page.getByRole("button", { name: "Approve", exact: true }).click();
};

test("[R12] [R149] the first administrator begins with the printed code, once", async ({
  browser,
}) => {
  test.setTimeout(90_000);
  await onServer({ vars: ON_LOCALHOST }, async ({ url, code }) => {
    const page = await device(browser, url);
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    await flawless(page, "sign-in");
    await narrow(page, "sign-in");
    await page.getByRole("link", { name: "Set it up" }).click();
    const fields = {
      "Set-up code": "not this one",
      Organisation: "Merrowline",
      "Your name": "Ada Lind",
      "Your mail address": "ada@firm.example",
    };
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
    await page.getByRole("button", { name: "Begin" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "set-up code" })).toBeVisible();
    await expect(page.getByLabel("Your name")).toHaveValue("Ada Lind");
    await flawless(page, "set-up");
    await narrow(page, "set-up");
    await page.getByLabel("Set-up code").fill(code);
    await page.getByRole("button", { name: "Begin" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Your account" })).toBeVisible();
    await addPasskey(page, "Laptop");
    await recoveryCodes(page);
    await flawless(page, "me");
    await narrow(page, "me");
    await page.getByRole("link", { name: "To the incidents" }).click();
    await expect(page.getByText("Nothing is running. Good.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Ada Lind" })).toBeVisible();

    // Somebody who closes the device's window is told, and can try again.
    await page.goto("/me");
    await press(page, page.getByRole("main"), "Sign out here");
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    await page.passkeys.willing(false);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByText("No passkey was used.")).toBeVisible();
    await page.passkeys.willing(true);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByText("Nothing is running. Good.")).toBeVisible();
    expect(page.faults).toEqual([]);
    await page.context().close();
  });
});

test("[R149] [R92] from an invitation to an approval, and on after the phone is lost", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  await onServer({ story: awaitingApproval, vars: ON_LOCALHOST }, async (place) => {
    const { firm, told: incident } = place;
    const message = `/incidents/${incident}/messages/1`;
    const elt = firm.organisation.people.find(
      ({ id }) => id === firm.people.elt_approver[1].person,
    );

    // An administrator who is locked out gets in with a new code, and invites.
    const desk = await device(browser, place.url);
    await desk.goto("/set-up");
    const { email } = firm.organisation.people.find(({ administrator }) => administrator);
    await desk.getByLabel("Set-up code").fill(place.code);
    await desk.getByLabel("Organisation").fill("Anything");
    await desk.getByLabel("Your name").fill("Anybody");
    await desk.getByLabel("Your mail address").fill(email);
    await desk.getByRole("button", { name: "Begin" }).click();
    await expect(desk.getByRole("heading", { level: 1, name: "Your account" })).toBeVisible();
    const headers = { origin: here(place.url) };
    const invitations = `/api/people/${elt.id}/invitations`;
    const answer = await desk.context().request.post(invitations, { data: {}, headers });
    expect(answer.status()).toBe(201);
    const { link } = await answer.json();
    await desk.context().close();

    // Whoever is invited sees by whom and until when, accepts, adds a passkey, prints codes.
    const phone = await device(browser, place.url);
    await phone.goto(link);
    await expect(phone.getByText(`invites ${elt.name} to Muster`)).toBeVisible();
    await flawless(phone, "invite");
    await narrow(phone, "invite");
    await phone.getByRole("button", { name: `I am ${elt.name}: accept` }).click();
    await expect(phone.getByRole("heading", { level: 1, name: "Your account" })).toBeVisible();
    await addPasskey(phone, "Phone");
    const codes = await recoveryCodes(phone);
    await phone.goto(link);
    await expect(phone.getByText("This invitation cannot be used")).toBeVisible();

    // On a second device the address that was asked for is the page after signing in.
    const laptop = await device(browser, place.url);
    for (const credential of await phone.passkeys.all()) await laptop.passkeys.add(credential);
    await laptop.goto(message);
    await expect(laptop.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    await laptop.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(laptop.getByRole("button", { name: "Approve", exact: true })).toBeVisible();
    expect(new URL(laptop.url()).pathname).toBe(message);

    // Six minutes later, the approval asks for a fresh proof; without one, nothing is approved.
    await place.restart({ CLOCK_OFFSET_MS: SIX_MINUTES_MS });
    await laptop.goto(here(place.url) + message);
    await approve(laptop);
    const proof = laptop.getByRole("dialog", { name: "Show that it is you" });
    await expect(proof).toBeVisible();
    await flawless(laptop, "proof");
    await narrow(laptop, "proof");
    await laptop.setViewportSize({ width: 1280, height: 900 });
    await laptop.keyboard.press("Escape");
    await expect(proof).toBeHidden();
    await expect(laptop.getByRole("button", { name: "Approve", exact: true })).toBeVisible();
    await approve(laptop);
    await proof.getByRole("button", { name: "Use my passkey" }).click();
    await expect(proof).toBeHidden();
    await expect(laptop.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);

    // The phone is lost: a printed code lets its owner in, who removes the passkey.
    const spare = await device(browser, place.url);
    await spare.goto("/me");
    await spare.getByText("Use a recovery code").click();
    await spare.getByLabel("Your mail address").fill(elt.email);
    await spare.getByLabel("Recovery code").fill(codes[0].toLowerCase());
    await spare.getByRole("button", { name: "Sign in with the code" }).click();
    await expect(spare.getByText("9 left")).toBeVisible();
    await press(spare, row(spare, "Phone"), "Remove", {});
    await expect(spare.getByText("You have none yet.")).toBeVisible();

    // What was opened with it is over at once, and it opens nothing any more.
    await expect(laptop.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    expect(new URL(laptop.url()).pathname).toBe(message);
    await laptop.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(laptop.getByRole("alert").filter({ hasText: "not recognised" })).toBeVisible();
    for (const page of [phone, laptop, spare]) {
      expect(page.faults).toEqual([]);
      await page.context().close();
    }
  });
});
