// Starts the app's WebAssembly, and takes away the shell that index.html paints meanwhile.
// A tab that was open during a deployment may name files that are gone: it reloads, but only once.
import init from "../build/app/muster.js";
import wasm from "../build/app/muster.wasm";

const RELOADED = "muster-reloaded";

// What the app wants of the device comes later than the first screen, by these names, from
// app/device.js, whose address scripts/bundle.mjs knows. Without it the app works all the same.
for (const name of ["begin", "take", "keep", "awake", "owed", "sound"]) {
  addEventListener(`muster:${name}`, () => import(DEVICE).then((it) => it[name](), () => {}));
}

init({ module_or_path: wasm }).then(
  () => {
    document.getElementById("shell")?.remove();
    sessionStorage.removeItem(RELOADED);
  },
  (error) => {
    if (sessionStorage.getItem(RELOADED)) throw error;
    sessionStorage.setItem(RELOADED, "1");
    location.reload();
  },
);
