// Usage: scripts/e2e COMMAND...   Runs the command with BASE_URL naming a fresh, empty server.
// What the server printed is shown when the command fails.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { startServer } from "./server.mjs";

const [command, ...args] = process.argv.slice(2);
const server = await startServer();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

const env = { ...process.env, BASE_URL: server.url };
const status = await new Promise((done) => {
  const child = spawn(command, args, { env, stdio: "inherit" });
  child.once("exit", (code) => done(code ?? 1));
  child.once("error", (error) => {
    console.error(`${command}: ${error.message}`);
    done(127);
  });
});

await server.stop();
rmSync(server.state, { recursive: true, force: true });
const lastWords = server.lines.slice(-60).join("");
if (status !== 0) process.stderr.write(`--- the server's last words\n${lastWords}`);
process.exit(status);
