// The service worker's kill switch: served as /sw.js in the place of public/sw.js, it takes itself
// and every cached file of the app back, and lets open pages load anew from the server. For the day
// on which a broken service worker was shipped: `cp scripts/sw-off.js dist/sw.js`, and deploy.
// What people typed is in IndexedDB and stays.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(takeBack()));

async function takeBack() {
  const names = (await caches.keys()).filter((name) => name.startsWith("shell-"));
  await Promise.all(names.map((name) => caches.delete(name)));
  await registration.unregister();
  const open = await clients.matchAll({ type: "window" });
  await Promise.all(open.map((client) => client.navigate(client.url)));
}
