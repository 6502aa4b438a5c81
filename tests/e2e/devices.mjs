// Devices of people who sign in for real: a browser context each, with an authenticator of
// Chromium's own, on http://localhost.
import { expect } from "@playwright/test";
import { press, row } from "./people.mjs";

/** For a server whose pages are on localhost: no declared origin. */
export const ON_LOCALHOST = { ORIGIN: "" };

const PLATFORM = {
  protocol: "ctap2",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
};

/** The same server by the name that browsers take for secure. */
export const here = (url) => url.replace("127.0.0.1", "localhost");

/** A device with an authenticator, nobody signed in. */
export async function device(browser, url, more = {}) {
  const viewport = { width: 1280, height: 900 };
  const still = { viewport, reducedMotion: "reduce", ...more };
  const context = await browser.newContext({ baseURL: here(url), ...still });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(error.message));
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = { options: PLATFORM };
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", options);
  page.passkeys = {
    all: async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    add: (credential) => cdp.send("WebAuthn.addCredential", { authenticatorId, credential }),
    clear: () => cdp.send("WebAuthn.clearCredentials", { authenticatorId }),
    willing: (isUserVerified) =>
      cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
  return page;
}

/** Adds a passkey on the page of the account. */
export async function addPasskey(page, name) {
  const fields = { "What you call it": name };
  await press(page, page.getByRole("main"), "Add a passkey", fields, "Add it");
  await expect(row(page, name)).toBeVisible();
}

/** Makes recovery codes; they are on the screen once. */
export async function recoveryCodes(page) {
  await press(page, page.getByRole("main"), "Make recovery codes");
  const list = page.getByRole("listitem").filter({ hasText: /^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/ });
  await expect(list).toHaveCount(10);
  const codes = await list.allTextContents();
  await press(page, page.getByRole("main"), "I have kept them");
  await expect(list).toHaveCount(0);
  return codes;
}
