// Calendars that people subscribe to: what a calendar program reads at a secret address, and when
// that address ends.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { declare } from "./client.mjs";
import { Visitor, administrator, invited, onServer } from "./visitor.mjs";

const PROOF_MS = 5 * 60_000;
const none = async () => {};

/** A calendar program: no cookie, no origin, an address of its own. */
const program = (place) => {
  const visitor = new Visitor(place.url);
  delete visitor.headers.origin;
  return visitor;
};

/** Lines as a calendar program reads them, unfolded. */
const unfolded = (text) => text.replace(/\r\n[ \t]/g, "").split("\r\n");

/** Entries: { UID, DTSTART, … }. */
function entries(text) {
  const found = [];
  for (const line of unfolded(text)) {
    const [, name, value] = /^([A-Z-]+)[^:]*:(.*)$/.exec(line) ?? [];
    if (line === "BEGIN:VEVENT") found.push({});
    else if (name && found.length > 0) found.at(-1)[name] = value;
  }
  return found;
}

/** What differs between two answers of the same status, as far as anybody can see it. */
const seen = ({ status, headers, body }) => {
  const all = [...headers].filter(([name]) => name !== "date");
  return { status, headers: all, body };
};

const NEVER = `/calendar/${"A".repeat(43)}.ics`;

test("[R4] a calendar program reads somebody's turns at a secret address, and nothing else", async () => {
  await onServer({ story: none }, async (place) => {
    const { organisation } = place.firm;
    const admin = await administrator(place);
    const { role, rota } = organisation.rotas[0];
    const person = rota.layers[0].people[0];
    const own = await invited(admin, person);
    assert.deepEqual(await own.gets(200, "GET", "/api/me/calendar"), []);
    const { link } = await own.gets(201, "POST", "/api/me/calendar", {});
    assert.match(link, /^\/calendar\/[A-Za-z0-9_-]{43}\.ics$/);

    const answer = await program(place).get(link);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "text/calendar; charset=utf-8");
    assert.equal(answer.headers.get("cache-control"), "no-store");
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.deepEqual(answer.headers.getSetCookie(), []);
    assert.ok(answer.body.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert.ok(answer.body.endsWith("END:VCALENDAR\r\n"));
    assert.ok(answer.body.split("\r\n").every((line) => Buffer.byteLength(line) <= 75));
    const turns = entries(answer.body);
    assert.ok(turns.length > 0);
    for (const { SUMMARY, DTSTAMP, DTSTART, DTEND } of turns) {
      assert.match(SUMMARY, /^On call: /);
      for (const at of [DTSTAMP, DTSTART, DTEND]) assert.match(at, /^\d{8}T\d{6}Z$/);
      assert.ok(DTSTART < DTEND);
    }
    const uids = turns.map(({ UID }) => UID);
    assert.equal(new Set(uids).size, uids.length);
    const again = entries((await program(place).get(link)).body).map(({ UID }) => UID);
    assert.deepEqual(again, uids, "an entry is known again");

    // Nothing of how anybody is reached, and nobody else: only their own turns.
    for (const { id, name, phone, email } of organisation.people) {
      for (const word of [phone, email].filter(Boolean)) assert.ok(!answer.body.includes(word));
      assert.equal(answer.body.includes(name), id === person, name);
    }
    const [listed] = await own.gets(200, "GET", "/api/me/calendar");
    assert.ok(listed.read >= listed.made && listed.role === null && !("token" in listed));

    // The same address under another name, or with another method, does nothing and tells nothing.
    const nowhere = seen(await program(place).get(NEVER));
    assert.equal(nowhere.status, 404);
    for (const path of [link.replace(".ics", ""), link.replace(/.\.ics$/, ".ics"), "/calendar/"]) {
      assert.deepEqual(seen(await program(place).get(path)), nowhere, path);
    }
    for (const method of ["POST", "PUT", "DELETE"]) {
      assert.deepEqual(seen(await program(place).ask(link, { method })), nowhere, method);
    }
    const head = await program(place).ask(link, { method: "HEAD" });
    assert.deepEqual([head.status, head.body], [200, ""]);
    assert.equal(head.headers.get("content-type"), "text/calendar; charset=utf-8");

    // A role's turns are an administrator's to publish; everybody on call is in it, by name.
    await own.gets(403, "POST", "/api/calendars", { role });
    await own.gets(403, "GET", "/api/calendars");
    await admin.gets(404, "POST", "/api/calendars", { role: "legal_officer" });
    await admin.gets(400, "POST", "/api/calendars", { role: "nobody" });
    const made = await admin.gets(201, "POST", "/api/calendars", { role });
    const all = entries((await program(place).get(made.link)).body);
    const names = new Set(all.map(({ SUMMARY }) => SUMMARY));
    assert.ok(names.size > 1 && names.has(organisation.people.find((it) => it.id === person).name));
    const [{ id, person: maker }] = await admin.gets(200, "GET", "/api/calendars");
    assert.equal(maker, admin.person ?? (await admin.me()).person);
    await own.gets(403, "DELETE", `/api/calendars/${id}`);
    await admin.gets(204, "DELETE", `/api/calendars/${id}`);
    await admin.gets(404, "DELETE", `/api/calendars/${id}`);
    assert.deepEqual(seen(await program(place).get(made.link)), nowhere);

    // Kept as a fingerprint, and in nobody's log.
    const token = link.slice("/calendar/".length, -".ics".length);
    assert.ok(!place.lines().replace(/\[wrangler:info\][^\n]*/g, "").includes(token));
  });
});

test("[R4] [R149] an address ends with a new one, when it is ended, and with its person", async () => {
  const story = async ({ people }) => declare(people.business_lead[0]);
  await onServer({ story }, async (place) => {
    const { organisation } = place.firm;
    const admin = await administrator(place);
    const { rota } = organisation.rotas[0];
    const [person] = rota.layers[0].people;
    const own = await invited(admin, person);
    const make = async () => (await own.gets(201, "POST", "/api/me/calendar", {})).link;
    const is = async (status, link) => {
      const answer = await program(place).get(link);
      assert.equal(answer.status, status);
      return seen(answer);
    };
    const never = await is(404, NEVER);
    const first = await make();
    const second = await make();
    assert.deepEqual(await is(404, first), never, "byte for byte as one that never was");
    await is(200, second);
    await own.gets(204, "DELETE", "/api/me/calendar");
    await own.gets(404, "DELETE", "/api/me/calendar");
    assert.deepEqual(await is(404, second), never);

    // Signing out leaves it as it is; leaving the organisation ends it, and so does a return.
    const third = await make();
    await own.gets(204, "POST", "/api/sign-out");
    await is(200, third);
    assert.equal((await own.get("/api/me/calendar")).status, 401);
    assert.equal((await own.post("/api/me/calendar", {})).status, 401);
    const change = (change) =>
      admin.gets(200, "POST", "/api/organisation/changes", { id: randomUUID(), change });
    await change({ deactivate: { person } });
    assert.deepEqual(await is(404, third), never);
    await change({ reactivate: { person } });
    assert.deepEqual(await is(404, third), never);

    // Whoever is let into one incident takes no turns.
    const guest = { name: "Gil Guest", mail: "gil@outside.example", clearance: "observer" };
    const until = Date.now() + 3_600_000;
    const lead = await invited(admin, place.firm.people.business_lead[0].person);
    const path = `/api/incidents/${place.told}/guests`;
    const admitted = await lead.gets(201, "POST", path, { id: randomUUID(), ...guest, until });
    const outside = new Visitor(place.url);
    assert.equal((await outside.accept(admitted.link)).status, 200);
    const { code } = await outside.gets(403, "POST", "/api/me/calendar", {});
    assert.equal(code, "not_allowed");
  });
});

test("[R149] an address is made with a fresh proof, read without one, and tries are limited", async () => {
  await onServer({ story: none }, async (place) => {
    const admin = await administrator(place);
    const [person] = place.firm.organisation.rotas[0].rota.layers[0].people;
    const own = await invited(admin, person);
    const key = await own.addPasskey("Phone");
    const { link } = await own.gets(201, "POST", "/api/me/calendar", {});
    await place.restart({ CLOCK_OFFSET_MS: PROOF_MS + 1_000 });
    own.at(place.url);
    const { code } = await own.gets(403, "POST", "/api/me/calendar", {});
    assert.equal(code, "proof_needed");
    assert.equal((await program(place).get(link)).status, 200);
    assert.equal((await own.prove(key)).status, 200);
    await own.gets(201, "POST", "/api/me/calendar", {});
    // Another site may not make one; and a program that guesses is slowed down.
    const elsewhere = { origin: "https://elsewhere.example" };
    const forged = { method: "POST", body: "{}", headers: elsewhere };
    assert.equal((await own.ask("/api/me/calendar", forged)).status, 403);
    const guesser = program(place);
    // Two minutes' worth: whatever second the window begins in, one of them is over the limit.
    const statuses = [];
    for (let n = 0; n < 601; n += 1) statuses.push((await guesser.get(NEVER)).status);
    assert.equal(statuses[0], 404);
    assert.ok(statuses.includes(429));
    assert.equal((await program(place).get(NEVER)).status, 404, "others are not");
  });
});
