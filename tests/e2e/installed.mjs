// The app as it is on a phone that has opened it before: a service worker in control, and a server
// of its own that can be killed and comes back on the same port.
import { expect } from "@playwright/test";
import { startServer } from "../../scripts/server.mjs";
import { arrive } from "./people.mjs";

/** A phone in the hand. */
export const PHONE = { width: 360, height: 740 };

/** Somebody's phone. Their pages are answered by the service worker once it is there. */
export function phone(browser, person, server) {
  return arrive(browser, person, {
    baseURL: server.url,
    viewport: PHONE,
    serviceWorkers: "allow",
    reducedMotion: "reduce",
  });
}

const ARRIVES = { timeout: 20_000 };

/** Waits until the app's files are kept and answer for the page. */
export async function installed(page) {
  const state = () => page.evaluate(() => navigator.serviceWorker.controller?.state);
  await expect.poll(state, ARRIVES).toBe("activated");
}

/** Waits until something of this name is on a shelf of the device's database. */
export async function keeps(page, shelf, part) {
  const found = async () => (await kept(page))[shelf].some((key) => key.includes(part));
  await expect.poll(found, ARRIVES).toBe(true);
}

/** Stops the service worker as a phone does that was put away; the next request starts it anew. */
export async function stopWorkers(page) {
  const client = await page.context().newCDPSession(page);
  const stopped = new Promise((done) => {
    client.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      if (versions.every(({ runningStatus }) => runningStatus === "stopped")) done();
    });
  });
  await client.send("ServiceWorker.enable");
  await client.send("ServiceWorker.stopAllWorkers");
  await stopped;
  await client.detach();
}

/** What the device keeps: the names on each shelf of its database. */
export function kept(page) {
  return page.evaluate(async () => {
    const wait = (request) =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const shelves = { docs: [], state: [], commands: [], meta: [] };
    // Opened before the app has made it, it would be made without a shelf.
    const all = await indexedDB.databases();
    if (!all.some(({ name }) => name === "muster")) return shelves;
    const database = await wait(indexedDB.open("muster"));
    for (const name of database.objectStoreNames) {
      shelves[name] = await wait(database.transaction(name).objectStore(name).getAllKeys());
    }
    database.close();
    return shelves;
  });
}

/** Opens a page of the incident, and waits until it is live and kept. */
export async function opened(page, incident, name = "") {
  await page.goto(`/incidents/${incident}${name && "/"}${name}`);
  await expect(page.getByText(/Live · \d+ here/)).toBeVisible();
  await installed(page);
  await keeps(page, "state", `/${incident}/`);
}

/** The same server again, after a kill. */
export const back = (server) => startServer(server);
