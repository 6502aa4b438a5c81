// Waits until the server answers, then prints where to find it.
// It ends with the server that it waits for.
import { networkInterfaces } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const port = process.argv[2];
const parent = process.ppid;
const here = `http://localhost:${port}`;

const answers = async () => (await fetch(`${here}/build.json`).catch(() => null))?.ok;
while (!(await answers())) {
  if (process.ppid !== parent) process.exit();
  await sleep(200);
}

const others = Object.values(networkInterfaces())
  .flat()
  .filter(({ family, internal }) => family === "IPv4" && !internal)
  .map(({ address }) => `http://${address}:${port}`);

console.log(`
  Muster is running at ${here}
  From a second device: ${others.join(" or ") || "no network address found"}
  (there, over plain http, without install, push and passkeys)
`);
