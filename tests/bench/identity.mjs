// Figures of getting in and of being allowed, on the real local runtime: a sign-in with a passkey,
// what a command costs before the rule book has said yes or no, and what passkeys weigh in the
// Worker. Run by `make bench`. Times are those of a client on the same machine.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { declare } from "../worker/client.mjs";
import { Visitor, administrator, asked, invited, onServer } from "../worker/visitor.mjs";
import { line, ms, timed } from "./lib/figures.mjs";

const SIGN_INS = 150;
const ROUNDS = 300;
const QUANTILES = [0.5, 0.95];
/** What the Worker is before it is made small: functions still have their names there. */
const WASM = `${process.env.CARGO_TARGET_DIR ?? "target"}/wasm32-unknown-unknown/release`;
const PASSKEYS = /muster_passkeys|identity[^ ]*(passkeys|ceremonies|web_crypto)/;

/** Signs in again and again, each time in another browser. Answers those that are signed in. */
async function signIns(base, key) {
  const [whole, begun, signed] = [[], [], []];
  const visitors = [];
  for (let round = 0; round < SIGN_INS; round += 1) {
    const visitor = new Visitor(base);
    const began = performance.now();
    const { ceremony, options } = await visitor.gets(200, "POST", "/api/sign-in/begin", {});
    const told = performance.now();
    const credential = key.get(options);
    const answered = performance.now();
    await visitor.gets(200, "POST", "/api/sign-in/finish", { ceremony, credential });
    begun.push(told - began);
    signed.push(answered - told);
    whole.push(performance.now() - began);
    visitors.push(visitor);
  }
  line(`sign-in with a passkey, both round trips, ${SIGN_INS} times`, whole, QUANTILES);
  line("  of it: the challenge", begun, QUANTILES);
  line("  of it: the software authenticator, which is no part of ours", signed, QUANTILES);
  return visitors;
}

/** A command that the rule book refuses, because its sender holds no seat. */
const wish = () => asked({ state_status: { text: "All is well.", next_in: 20 } });

async function authorization(visitors, lead, incident) {
  const path = `/api/incidents/${incident}/commands`;
  const refused = (visitor) => timed(() => visitor.gets(403, "POST", path, wish()));
  const repeat = async (name, once) => {
    const samples = [];
    for (let round = 0; round < ROUNDS; round += 1) samples.push(await once(round));
    return line(name, samples, QUANTILES);
  };
  const stranger = new Visitor(lead.base);
  const nobody = await repeat("a request of nobody, answered 401", () =>
    timed(() => stranger.gets(401, "POST", path, wish())),
  );
  // Each browser's first request is the one for which D1 is asked who it is.
  const first = [];
  for (const visitor of visitors) first.push(await refused(visitor));
  const asks = line("a command refused by the rule book, session read from D1", first, QUANTILES);
  const knows = await repeat("the same, session known to the isolate", async () => {
    const known = visitors.at(-1);
    return refused(known);
  });
  const note = () => asked({ note: { text: "What somebody noted." } });
  const taken = await repeat("a command that is taken", () =>
    timed(() => lead.gets(200, "POST", path, note())),
  );
  const socket = await visitors.at(-1).live(incident);
  await socket.first("welcome");
  const live = await repeat("a command refused on an open socket", () =>
    timed(() => socket.answer({ command: wish() }, "refused")),
  );
  await socket.close();
  const share = (part) => `${ms(part)}, ${((100 * part) / taken).toFixed(0)} % of a taken command`;
  console.log(`  medians: the session from D1 ${share(asks - knows)}, once in ten seconds`);
  console.log(`  medians: way to the room and its rules ${share(knows - nobody)}`);
  console.log(`  medians: on a socket all of it ${share(live)}`);
}

/** A whole number as WebAssembly writes it: [number, place after it]. */
function leb(bytes, at) {
  let [number, shift] = [0, 0];
  for (;;) {
    const byte = bytes[at++];
    number += (byte & 127) * 2 ** shift;
    if (byte < 128) return [number, at];
    shift += 7;
  }
}

/** The bodies of the functions whose names fit, and of all, out of a module with names. */
function bodies(bytes, fits) {
  let [at, imported, code, names] = [8, 0, [], new Map()];
  while (at < bytes.length) {
    const id = bytes[at];
    let [size, from] = leb(bytes, at + 1);
    const end = from + size;
    if (id === 2) imported = importedFunctions(bytes, from);
    if (id === 10) code = functions(bytes, from);
    if (id === 0) names = new Map([...names, ...functionNames(bytes, from, end)]);
    at = end;
  }
  return code.filter((_, n) => fits(names.get(imported + n) ?? ""));
}

function functions(bytes, start) {
  let [count, at] = leb(bytes, start);
  return Array.from({ length: count }, () => {
    const [size, from] = leb(bytes, at);
    at = from + size;
    return bytes.subarray(from, at);
  });
}

function importedFunctions(bytes, start) {
  let [count, at] = leb(bytes, start);
  let found = 0;
  for (; count > 0; count -= 1) {
    for (let part = 0; part < 2; part += 1) {
      const [size, from] = leb(bytes, at);
      at = from + size;
    }
    if (bytes[at] !== 0) throw new Error("only functions are expected to be imported");
    found += 1;
    [, at] = leb(bytes, at + 1);
  }
  return found;
}

/** Names by number, where this section holds them. */
function functionNames(bytes, start, end) {
  const text = (from, size) => Buffer.from(bytes.subarray(from, from + size)).toString();
  let [size, at] = leb(bytes, start);
  if (text(at, size) !== "name") return [];
  at += size;
  const found = [];
  while (at < end) {
    const kind = bytes[at];
    let [length, from] = leb(bytes, at + 1);
    at = from + length;
    if (kind !== 1) continue;
    let [count, place] = leb(bytes, from);
    for (; count > 0; count -= 1) {
      const [number, after] = leb(bytes, place);
      const [letters, begin] = leb(bytes, after);
      found.push([number, text(begin, letters)]);
      place = begin + letters;
    }
  }
  return found;
}

function weigh() {
  const bytes = readFileSync(`${WASM}/muster_worker.wasm`);
  const sum = (fits) => {
    const found = Buffer.concat(bodies(bytes, fits));
    return [found.length, gzipSync(found, { level: 9 }).length];
  };
  const [raw, packed] = sum((name) => PASSKEYS.test(name));
  const [all, whole] = sum(() => true);
  if (raw === 0) throw new Error("no function is named so");
  const said = `${raw} of ${all} bytes of code, by themselves ${packed} of ${whole} with gzip`;
  console.log(`passkeys in the Worker, before it is made small: ${said}`);
}

const story = async ({ people }) => {
  const [lead] = people.business_lead;
  const incident = await declare(lead);
  await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
  return incident;
};

await onServer({ story }, async (place) => {
  const { firm, told: incident } = place;
  const admin = await administrator(place);
  const own = await invited(admin, firm.onlookers[0].person);
  const key = await own.addPasskey("Bench");
  const lead = await invited(admin, firm.people.business_lead[0].person);
  const visitors = await signIns(place.url, key);
  // Only so many sessions of one person go on; these are the newest.
  await authorization(visitors.slice(-40), lead, incident);
});
weigh();
