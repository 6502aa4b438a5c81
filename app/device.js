// What the app asks of the device beside its own files: the service worker and its updates, and
// that the browser keeps what is stored. app/boot.js loads it after the first screens; it and the
// app talk by events of the window, which cost the first download nothing.
//
// Nothing here loads the page anew by itself: a new version waits until somebody wants it.

const CHECK_MS = 30 * 60_000;
/** The focus comes and goes; the server is asked no more often than this. */
const CHECK_MS_MIN = 60_000;
/** A new version that was just found needs some seconds to be fetched. */
const FETCH_MS_MAX = 60_000;

const workers = navigator.serviceWorker;
let registration;
let checked = 0;
let wanted = false;
let asked = false;

const tell = (what) => dispatchEvent(new Event(`muster:${what}`));

/** Keeps the app's files, and looks for newer ones. */
export async function begin() {
  // Plain http to a name other than localhost has none: there, the app works without.
  if (!workers) return;
  let controlled = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    if (wanted) location.reload();
    // Another window took the new version; the first time there was none before.
    else if (controlled) tell("update");
    controlled = true;
  });
  // Some browsers, and some windows of others, refuse.
  registration = await workers.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
  if (!registration) return;
  checked = Date.now();
  if (registration.waiting && controlled) tell("update");
  registration.addEventListener("updatefound", async () => {
    if ((await arrived(registration.installing)) && workers.controller) tell("update");
  });
  setInterval(check, CHECK_MS);
  addEventListener("focus", () => Date.now() - checked > CHECK_MS_MIN && check());
}

async function check() {
  checked = Date.now();
  // Without a network there is nothing new.
  await registration.update().catch(() => {});
}

/** Whether a version that is being fetched has come whole. */
function arrived(worker) {
  if (!worker || worker.state === "installed") return Boolean(worker);
  return new Promise((done) => {
    setTimeout(done, FETCH_MS_MAX, false);
    worker.addEventListener("statechange", () => done(worker.state === "installed"));
  });
}

/** Somebody wants the new version: it takes over, and the page is loaded anew, once. */
export async function take() {
  if (registration && !registration.waiting) {
    await check();
    await arrived(registration.installing);
  }
  if (!registration?.waiting) return location.reload();
  wanted = true;
  registration.waiting.postMessage("skip-waiting");
}

/** Something is stored that somebody would miss: the browser is asked once not to clear it away. */
export async function keep() {
  if (asked || !navigator.storage?.persist) return;
  asked = true;
  if (!(await navigator.storage.persisted())) await navigator.storage.persist();
}

const WALL = '[data-page="wall"]';
/** A session ends after days without a request; a wall makes none of its own. */
const HERE_MS = 60 * 60_000;
let watched = false;
let lock;

/** A screen on a wall is looked at, never touched: neither it goes dark nor ends its session. */
export async function awake() {
  // Refused while the battery is low; the next look at the page asks again.
  if (onWall()) lock = await navigator.wakeLock?.request("screen").catch(() => {});
  if (watched) return;
  watched = true;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") awake();
  });
  setInterval(() => {
    if (onWall()) fetch("/api/me").catch(() => {});
  }, HERE_MS);
  const left = () => {
    if (!lock || onWall()) return;
    lock.release();
    lock = undefined;
  };
  new MutationObserver(left).observe(document.body, { childList: true, subtree: true });
}

const onWall = () => document.querySelector(WALL) !== null;

/** Where the account page keeps whether somebody wants a sound on this device. */
const SOUND = "muster-sound";

/** Something new waits for the reader: it is heard where it is not seen, by whoever wants that. */
export function owed() {
  if (document.hidden && localStorage.getItem(SOUND)) sound();
}

/** Two short tones. Silent before the first touch of the page: browsers allow no other. */
export function sound() {
  const audio = new AudioContext();
  const low = audio.createGain();
  low.gain.value = 0.2;
  low.connect(audio.destination);
  for (const [tone, from] of [
    [660, 0],
    [880, 0.18],
  ]) {
    const source = new OscillatorNode(audio, { frequency: tone });
    source.connect(low);
    source.start(audio.currentTime + from);
    source.stop(audio.currentTime + from + 0.15);
    source.onended = () => from && audio.close();
  }
}
