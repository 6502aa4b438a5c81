// Changing the organisation over HTTP: all of a change or nothing, two administrators at once, what
// the rooms are told, and what becomes of somebody who leaves. On a server of its own, because the
// other tests need the organisation as it is.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "../../scripts/server.mjs";
import { Caller, declare, firm } from "./client.mjs";

const INES = 1;
const LEAH = 33;

let server;
let admin;
let other;

before(async () => {
  server = await startServer();
  await firm(server.url);
  [admin, other] = [INES, LEAH].map((person) => new Caller(person, server.url));
});

after(async () => {
  await server.kill();
  rmSync(server.state, { recursive: true, force: true });
});

const organisation = async (caller = admin) => (await caller.get("/api/organisation")).body;

/** Sends a change made on the newest revision, unless told otherwise. */
async function change(caller, wish, { id = randomUUID(), revision } = {}) {
  const seen = revision ?? (await organisation(caller)).revision;
  return caller.post("/api/organisation/changes", { id, revision: seen, change: wish });
}

/** A change that must be taken; its answer. */
async function changed(caller, wish, options) {
  const { status, body } = await change(caller, wish, options);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

function details(name, more = {}) {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@merrowline.example`;
  const phone = "+44 20 7946 0199";
  return { name, title: "", phone, email, zone: "Europe/Berlin", channels: ["mail"], ...more };
}

const log = async (query = "") => (await admin.get(`/api/organisation/log${query}`)).body;

/** Works on the database's file: D1 of the local runtime is SQLite. */
function database(work, { state } = server, options = {}) {
  const folder = join(state, "v3/d1/miniflare-D1DatabaseObject");
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".sqlite"))) {
    const file = new DatabaseSync(join(folder, name), { timeout: 10_000, ...options });
    try {
      const is = file.prepare("SELECT name FROM sqlite_master WHERE name = 'organisation_log'");
      if (is.all().length > 0) return work(file);
    } finally {
      file.close();
    }
  }
  throw new Error("there is no database");
}

// [R12]
test("a change is kept, told to whoever reads next, and logged before and after", async () => {
  const { revision, made } = await changed(admin, { add_person: { details: details("Ada Park") } });
  const edited = { person: made, details: details("Ada Park", { phone: "+44 161 496 0000" }) };
  assert.equal((await changed(admin, { edit_person: edited })).revision, revision + 1);
  const now = await organisation(other);
  assert.equal(now.revision, revision + 1);
  const ada = now.people.find(({ id }) => id === made);
  assert.deepEqual(
    [ada.phone, ada.zone, ada.channels],
    ["+44 161 496 0000", "Europe/Berlin", ["mail"]],
  );
  const [last, first] = await log("?limit=2");
  assert.deepEqual([first.kind, first.by, first.subject], ["add_person", INES, { person: made }]);
  assert.deepEqual(last.changed, [
    {
      field: "phone",
      before: { text: "+44 20 7946 0199" },
      after: { text: "+44 161 496 0000" },
    },
  ]);
  assert.deepEqual(await log(`?before=${last.revision}&limit=1`), [first]);
});

test("a change sent again is answered as before and made once; its id is its sender's", async () => {
  const id = randomUUID();
  const wish = { add_department: { name: "Returns" } };
  const [one, two] = await Promise.all([
    change(admin, wish, { id }),
    change(admin, wish, { id }),
  ]);
  assert.deepEqual([one.status, two.status], [200, 200], JSON.stringify([one.body, two.body]));
  assert.deepEqual(one.body, two.body);
  assert.deepEqual((await change(admin, wish, { id })).body, one.body);
  const { departments } = await organisation();
  assert.equal(departments.filter(({ name }) => name === "Returns").length, 1);
  const { status, body } = await change(other, wish, { id });
  assert.deepEqual([status, body.code], [409, "id_taken"]);
});

test("changes at the same moment are all made, each on top of another", async () => {
  const { revision } = await organisation();
  const wishes = Array.from({ length: 6 }, (_, n) => ({
    add_department: { name: `Desk ${n}` },
  }));
  const answers = await Promise.all(
    wishes.map((wish, n) => change(n % 2 ? admin : other, wish, { revision })),
  );
  const taken = answers.filter(({ status }) => status === 200);
  // Whoever lost too often is told to try again, and nothing of theirs is there.
  for (const { status, body } of answers) {
    assert.ok(status === 200 || body.code === "busy", JSON.stringify(body));
  }
  const revisions = taken.map(({ body }) => body.revision).sort((a, b) => a - b);
  assert.deepEqual(
    revisions,
    taken.map((_, n) => revision + 1 + n),
  );
  const now = await organisation();
  assert.equal(now.revision, revision + taken.length);
  const desks = now.departments.filter(({ name }) => name.startsWith("Desk "));
  assert.equal(desks.length, taken.length);
  assert.equal((await log(`?limit=${taken.length}`)).at(-1).revision, revision + 1);
  assert.ok(taken.length >= 2);
});

test("of two who edit the same thing at once, one is told both values", async () => {
  const { revision, settings } = await organisation();
  const wish = (minutes) => ({ set: { page_timeout: minutes } });
  const answers = await Promise.all([
    change(admin, wish(7), { revision }),
    change(other, wish(9), { revision }),
  ]);
  const lost = answers.find(({ status }) => status !== 200);
  const won = answers.indexOf(lost) === 0 ? 9 : 7;
  assert.deepEqual([lost.status, lost.body.code], [409, "changed_meanwhile"]);
  assert.deepEqual(lost.body.values, ["value", `${won}`, `${won === 7 ? 9 : 7}`]);
  assert.equal((await organisation()).settings.page_timeout, won);
  // Somebody who edits something else with the same old revision is not in the way.
  await changed(other, { set: { waivers: true } }, { revision });
  await changed(admin, { set: { page_timeout: settings.page_timeout } });
});

test("a batch whose revision moved writes nothing at all", async () => {
  const statement = `UPDATE organisation SET name = 'Nobody',
    revision = CASE WHEN revision = 0 THEN 1 ELSE NULL END`;
  const { name } = await organisation();
  database((file) => {
    assert.throws(() => file.exec(`BEGIN; ${statement};`), /NOT NULL constraint failed/);
    file.exec("ROLLBACK");
    const rows = file.prepare("SELECT name FROM organisation").all();
    assert.equal(rows[0].name, name);
    for (const wrong of [
      "DELETE FROM organisation_log",
      "UPDATE organisation_log SET by = 2",
      "UPDATE organisation_log SET changed = '[]'",
      "UPDATE organisation_log SET changed = NULL WHERE concerns IS NULL",
    ]) {
      assert.throws(() => file.exec(wrong), /append-only/, wrong);
    }
  });
});

// [R145]
test("what the log says of a person can be erased, and nothing else of it", async () => {
  const { made } = await changed(admin, { add_person: { details: details("Gone Soon") } });
  database((file) => {
    const erase = file.prepare("UPDATE organisation_log SET changed = NULL WHERE concerns = ?");
    assert.equal(Number(erase.run(made).changes), 1);
  });
  const [line] = await log("?limit=1");
  assert.deepEqual([line.kind, line.by, line.changed], ["add_person", INES, null]);
});

test("nobody but an administrator changes anything, and all that is wrong is refused", async () => {
  const plain = new Caller(7, server.url);
  const wish = { rename: { name: "Mine" } };
  for (const [caller, asked, status, code] of [
    [plain, wish, 403, "not_allowed"],
    [admin, { nonsense: {} }, 400, "malformed"],
    [admin, { add_person: { details: details("No Zone", { zone: "Mars/Base" }) } }, 400, "bad_zone"],
    [admin, { add_person: { details: details("A\u202Eb") } }, 400, "hidden_characters"],
    [admin, { set_call_link: { url: "javascript:alert(1)" } }, 400, "bad_link"],
    [admin, { deactivate: { person: 4_000 } }, 404, "not_found"],
    [admin, { order_roster: { role: "legal_officer", people: [1, 1] } }, 400, "named_twice"],
  ]) {
    const answer = await change(caller, asked);
    assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(asked));
  }
  assert.equal((await change(admin, wish, { id: "short" })).body.code, "bad_id");
  assert.equal((await plain.get("/api/organisation/log")).status, 403);
  assert.equal((await plain.get("/api/organisation/export/people.csv")).status, 403);
  const contact = { phone: "+44 20 7946 0107", email: "", zone: "", channels: ["phone"] };
  await changed(plain, { set_own_contact: { contact } });
  assert.equal((await organisation()).people.find(({ id }) => id === 7).email, "");
});

// [R12]
test("a change shows on open screens at once", async () => {
  const incident = await declare(admin, { title: "Set-up while it burns" });
  const screen = await other.live(incident);
  await screen.first("welcome");
  const told = screen.next("organisation", undefined, 2_000);
  await changed(admin, { set_chat_link: { url: "https://chat.merrowline.example/new" } });
  assert.equal((await told).chat_link, "https://chat.merrowline.example/new");
  await screen.close();
});

test("whoever is deactivated while they hold a seat is signed out and their backup is paged", async () => {
  const lead = new Caller(2, server.url);
  const incident = await declare(lead, { title: "The lawyer leaves" });
  const { body } = await lead.get("/api/organisation");
  const { people } = body.rosters.find(({ role }) => role === "legal_officer");
  const [legal, backup] = people.map((person) => new Caller(person, server.url));
  await legal.done(incident, { accept_page: { role: "legal_officer", eta: null } });
  const leaving = await legal.live(incident);
  const watching = await backup.live(incident);
  await Promise.all([leaving.first("welcome"), watching.first("welcome")]);
  await changed(admin, { deactivate: { person: legal.person } });
  await Promise.race([leaving.closed, sleep(3_000).then(() => assert.fail("still connected"))]);
  const answer = await legal.get(`/api/incidents/${incident}`);
  assert.equal(answer.status, 401, "and signed out");
  const { seats } = await backup.state(incident);
  const seat = seats.find(({ role }) => role === "legal_officer");
  assert.deepEqual([seat.holder.standing, seat.page.person], ["unavailable", backup.person]);
  await backup.done(incident, { take_over: { role: "legal_officer", note: "" } });
  await watching.close();
  await changed(admin, { reactivate: { person: legal.person } });
  assert.equal((await legal.get(`/api/incidents/${incident}`)).status, 200);
});

// [R10]
test("the readiness page says what is missing, fast", async () => {
  const before = (await admin.get("/api/organisation/readiness")).body;
  assert.ok(before.findings.includes("never_drilled"));
  assert.equal(before.last_drill, null);
  await changed(admin, { set_call_link: { url: "" } });
  await changed(admin, { order_roster: { role: "media_officer", people: [14] } });
  const began = performance.now();
  const { status, body } = await new Caller(7, server.url).get("/api/organisation/readiness");
  console.log(`readiness: ${(performance.now() - began).toFixed(0)} ms`);
  assert.equal(status, 200);
  assert.ok(body.findings.includes("no_call_link"));
  const alone = { no_backup: { role: "media_officer", people: 1 } };
  assert.ok(body.findings.some((it) => JSON.stringify(it) === JSON.stringify(alone)));
});

test("a sheet is previewed with every fault, and written all of it or not at all", async () => {
  const { revision, people } = await organisation();
  const sheet = (await admin.get("/api/organisation/export/people.csv")).body;
  const send = (csv, more) =>
    admin.post("/api/organisation/import", { id: randomUUID(), kind: "people", csv, ...more });
  const same = await send(sheet, { write: true, revision });
  assert.deepEqual([same.body.written, same.body.preview.faults], [false, []], "nothing differs");
  const rows = sheet.trimEnd().split("\r\n");
  assert.equal(rows.length, people.length + 1);
  const [header] = rows;
  const row = (id, name, phone) => {
    const cells = { id, name, phone };
    const columns = header.replace(/["\uFEFF]/g, "").split(",");
    return columns.map((column) => cells[column] ?? "").join(",");
  };
  const good = [header, row("", "New One", "+44 1234"), row("", "New Two", "+44 1235")].join("\r\n");
  const bad = [good, row("", "New Three", "call me")].join("\r\n");
  const faulty = await send(bad, { write: true, revision });
  assert.deepEqual([faulty.status, faulty.body.written], [200, false]);
  assert.equal(faulty.body.preview.faults[0].row, 4);
  assert.equal((await organisation()).revision, revision, "nothing is written");
  assert.equal((await send(good, { write: true, revision: revision - 1 })).body.code, "preview_stale");
  const id = randomUUID();
  const written = await send(good, { id, write: true, revision });
  assert.deepEqual([written.body.written, written.body.revision], [true, revision + 2]);
  assert.equal((await send(good, { id, write: true, revision })).body.written, true, "sent again");
  const after = await organisation();
  assert.deepEqual([after.people.length, after.revision], [people.length + 2, revision + 2]);
  assert.deepEqual(
    (await log("?limit=2")).map(({ kind }) => kind),
    ["add_person", "add_person"],
  );
});

test("a room that missed a change asks for it when somebody comes in", async () => {
  let own = await startServer();
  const { state, port } = own;
  try {
    await firm(own.url);
    const lead = new Caller(INES, own.url);
    const incident = await declare(lead);
    await own.kill();
    database(
      (file) => file.exec("UPDATE organisation SET revision = 9, name = 'Renamed elsewhere'"),
      own,
    );
    own = await startServer({ state, port });
    const screen = await new Caller(2, own.url).live(incident);
    const { organisation: known } = await screen.first("welcome");
    assert.deepEqual([known.revision, known.name], [9, "Renamed elsewhere"]);
    await screen.close();
  } finally {
    await own.kill();
    rmSync(state, { recursive: true, force: true });
  }
});
