// The service worker: keeps the app's own files, so that it opens without a network. It keeps no
// data: what people see of incidents is in IndexedDB, and nothing under /api/ ever passes here.
//
// A new build gets a cache of its own and waits there until somebody presses "Load it"; the old
// cache stays as it is meanwhile, so that a page in use misses nothing. scripts/sw-off.js, served
// in the place of this file, takes everything back.

// Written by scripts/bundle.mjs: the build's id, its files, patterns of the app's own addresses.
const SHELL = { build: "", files: [], routes: [] };

importScripts("./sw-push.js");

const PREFIX = "shell-";
const NAME = PREFIX + SHELL.build;
const HOME = "/";
const HASHED = "/assets/";
const ROUTES = SHELL.routes.map((route) => new RegExp(`^${route.replaceAll("*", "[^/]+")}/?$`));

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("message", (event) => {
  if (event.data === "skip-waiting") skipWaiting();
});
addEventListener("fetch", (event) => {
  const answer = answered(event.request);
  if (answer) event.respondWith(answer);
});

/** All files of this build, or none: a half-filled cache would be a half-working app. */
async function fill() {
  try {
    const cache = await caches.open(NAME);
    await Promise.all(SHELL.files.map((path) => take(cache, path)));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

/** Takes over what an earlier build has under the same hash; asks the server for all else. */
async function take(cache, path) {
  const hashed = path.startsWith(HASHED);
  const known = hashed && (await caches.match(path));
  const file = known || (await fetch(path, { cache: hashed ? "default" : "no-cache" }));
  if (!file.ok || file.redirected) throw new Error(`${path}: ${file.status}`);
  // During a deployment the page may be of another build than this file.
  if (path === HOME && !(await file.clone().text()).includes(`"${SHELL.build}"`)) {
    throw new Error("the page is of another build");
  }
  await cache.put(path, file);
}

async function takeOver() {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(others.map((name) => caches.delete(name)));
  await clients.claim();
}

/** The answer to a request that is ours to answer; nothing for any other, which goes its way. */
function answered({ method, mode, url }) {
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return null;
  if (mode === "navigate") {
    return ROUTES.some((route) => route.test(pathname)) ? kept(HOME, url) : null;
  }
  const ours = pathname.startsWith(HASHED) || SHELL.files.includes(pathname);
  return ours && pathname !== HOME ? kept(pathname, url) : null;
}

/** From this build's cache, else from the network: a browser may have cleared the cache. */
async function kept(path, url) {
  const cache = await caches.open(NAME);
  return (await cache.match(path)) ?? fetch(url);
}
