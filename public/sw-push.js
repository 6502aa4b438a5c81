// What the service worker does with notifications; `sw.js` imports it. It shows what it is sent and
// opens where that leads; it knows nothing of incidents and keeps nothing.

/** How long the word that a page is over stays, in milliseconds. */
const OVER_SHOWN_MS = 4000;

/** What was sent, in the shape of `worker/src/reach/push.rs`; a plain line where it is something else. */
function read(data) {
  try {
    const { notification, muster } = data.json();
    return { ...notification, ...muster };
  } catch {
    return { title: "Muster", body: "Something waits for you.", navigate: "/", kind: "notice" };
  }
}

/** Whether somebody is looking at the app at this moment: what it says they see there. */
async function isLooking() {
  const windows = await clients.matchAll({ type: "window" });
  return windows.some(({ focused, visibilityState }) => focused && visibilityState === "visible");
}

async function show(data) {
  const told = read(data);
  const { title, body, tag, navigate, kind, action, silent } = told;
  if (kind === "notice" && (await isLooking())) return;
  const page = kind === "page";
  await registration.showNotification(title, {
    body,
    tag,
    silent: Boolean(silent),
    // A page rings again where the one before it stayed unanswered.
    renotify: page && Boolean(tag),
    requireInteraction: page,
    icon: "/icons/muster-192.png",
    actions: action ? [{ action: "open", title: action }] : [],
    data: { navigate },
  });
  if (kind !== "over") return;
  await new Promise((done) => setTimeout(done, OVER_SHOWN_MS));
  for (const shown of await registration.getNotifications({ tag })) shown.close();
}

/** Opens where a notification leads, in a window of ours that is there already if it may. */
async function open(navigate) {
  const to = new URL(navigate ?? "/", location.origin);
  if (to.origin !== location.origin) return;
  const windows = await clients.matchAll({ type: "window" });
  const there = windows.find(({ url }) => new URL(url).pathname === to.pathname);
  if (there) await there.focus();
  else await clients.openWindow(to.href);
}

/** The push service gave this browser another address: the server hears of it. */
async function renew(change) {
  const key = change.oldSubscription?.options.applicationServerKey;
  const made =
    change.newSubscription ??
    (key &&
      (await registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: key,
      })));
  if (!made) return;
  const { endpoint, keys } = made.toJSON();
  const body = JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth });
  const headers = { "content-type": "application/json" };
  await fetch("/api/me/reach/devices", { method: "POST", headers, body });
}

addEventListener("push", (event) => event.waitUntil(show(event.data)));

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.navigate));
});

addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
