// The ways in: set-up code, passkeys, recovery codes, invitations, on a server without the demo's
// mark and with real sessions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Visitor, administrator, invited, onServer } from "./visitor.mjs";

const DAY_MS = 24 * 60 * 60_000;
const nothing = async () => {};

const code = ({ status, body }) => [status, body.code];
const refused = (answer, status, expected) => assert.deepEqual(code(answer), [status, expected]);

/** Nobody is signed in with this browser. */
async function isNobody(visitor) {
  assert.equal((await visitor.me()).person, null);
  refused(await visitor.get("/api/organisation"), 401, "not_signed_in");
}

test("[R149] [R12] the set-up code makes the first administrator, once, with samples", async () => {
  await onServer({}, async (place) => {
    const ada = new Visitor(place.url);
    const before = await ada.me();
    assert.deepEqual([before.person, before.demo, before.set_up], [null, false, false]);
    refused(await ada.setUp("x".repeat(27)), 403, "bad_code");
    refused(await ada.setUp(place.code, { mail: "no address" }), 400, "bad_mail");

    const both = [new Visitor(place.url), new Visitor(place.url)];
    const answers = await Promise.all(both.map((visitor) => visitor.setUp(place.code)));
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 403]);
    const first = both[answers.findIndex(({ status }) => status === 201)];
    const { set_up, name, administrator: runs, passkeys } = await first.me();
    assert.deepEqual([set_up, name, runs, passkeys], [true, "Ada Lind", true, 0]);
    const { body } = await first.get("/api/organisation");
    assert.deepEqual([body.name, body.people.length], ["Merrowline", 1]);
    assert.ok(body.audiences.length >= 3 && body.templates.length > 0 && body.campaigns.length > 0);
    assert.deepEqual([body.rosters, body.call_link], [[], ""]);
    refused(await ada.setUp(place.code), 403, "bad_code");
    await isNobody(ada);

    await place.restart();
    refused(await ada.at(place.url).setUp(place.code, { mail: "eve@firm.example" }), 403, "bad_code");
    const { status } = await ada.setUp(place.code, { mail: "ADA@firm.example" });
    assert.equal(status, 201, "an administrator who is locked out comes in by the next code");
    assert.equal((await ada.me()).person, 1);

    await place.restart({ SETUP_CODE: "short" });
    refused(await ada.at(place.url).setUp("short"), 403, "bad_code");
  });
});

test("[R149] a passkey opens sessions anywhere, and none once it is removed", async () => {
  await onServer({ story: nothing }, async (place) => {
    const admin = await administrator(place);
    const person = place.firm.people.legal_officer[0].person;
    const laptop = await invited(admin, person);
    const first = await laptop.addPasskey("Laptop");
    const second = await laptop.addPasskey("Phone", { counts: false });
    const listed = await laptop.gets(200, "GET", "/api/me/passkeys");
    assert.deepEqual(
      listed.map(({ name, used, backed_up }) => [name, used, backed_up]),
      [
        ["Laptop", null, true],
        ["Phone", null, true],
      ],
    );

    const phone = new Visitor(place.url);
    const { status, body } = await phone.signIn(second);
    assert.deepEqual([status, body.person, body.passkeys], [200, person, 2]);
    assert.equal(body.session.proof.means, "passkey");
    await phone.gets(200, "GET", "/api/incidents");
    assert.equal((await phone.signIn(second)).status, 200, "one that does not count goes on");

    const [kept, lost] = listed;
    await laptop.gets(200, "POST", `/api/me/passkeys/${kept.id}`, { name: "Old laptop" });
    const rest = await laptop.gets(200, "DELETE", `/api/me/passkeys/${lost.id}`);
    assert.deepEqual(rest.map(({ name }) => name), ["Old laptop"]);
    await isNobody(phone);
    refused(await new Visitor(place.url).signIn(second), 403, "not_recognised");
    assert.equal((await new Visitor(place.url).signIn(first)).status, 200);

    const device = laptop.cookie;
    assert.equal((await laptop.post("/api/sign-out")).status, 204);
    assert.equal(laptop.cookie, undefined, "the browser forgets it");
    laptop.cookie = device;
    await isNobody(laptop);
  });
});

test("[R149] a printed code lets its person in once, however it is typed", async () => {
  await onServer({ story: nothing }, async (place) => {
    const admin = await administrator(place);
    const { codes } = await admin.gets(201, "POST", "/api/me/recovery-codes", {});
    assert.equal(new Set(codes).size, 10);
    assert.ok(codes.every((text) => /^([A-HJKMNP-Z2-9]{4}-){3}[A-HJKMNP-Z2-9]{4}$/.test(text)));
    const mail = place.firm.organisation.people.find(({ administrator: runs }) => runs).email;
    const door = new Visitor(place.url);
    const enter = (said) => door.post("/api/sign-in/recovery", { mail, code: codes[0], ...said });

    refused(await enter({ mail: "nobody@firm.example" }), 403, "not_recognised");
    refused(await enter({ mail: "" }), 403, "not_recognised");
    refused(await enter({ code: codes[0].replace(/.$/, "") }), 403, "not_recognised");
    const typed = ` ${codes[0].toLowerCase().replaceAll("-", " ")} `;
    const twice = await Promise.all([enter({ code: typed }), enter({})]);
    assert.deepEqual(twice.map(({ status }) => status).toSorted(), [200, 403]);
    const me = await door.me();
    assert.deepEqual([me.session.proof.means, me.recovery_codes], ["recovery_code", 9]);
    refused(await enter({}), 403, "not_recognised");

    const { codes: newer } = await door.gets(201, "POST", "/api/me/recovery-codes", {});
    refused(await enter({ code: codes[1] }), 403, "not_recognised");
    assert.equal((await enter({ code: newer[1] })).status, 200);
  });
});

test("[R149] an invitation lets one in: a look uses nothing up, and of two at once one wins", async () => {
  await onServer({ story: nothing }, async (place) => {
    const admin = await administrator(place);
    const { person } = place.firm.people.media_officer[0];
    const path = `/api/people/${person}/invitations`;
    const old = await admin.gets(201, "POST", path, {});
    const { link, until } = await admin.gets(201, "POST", path, {});
    assert.ok(until > Date.now() + 6.9 * DAY_MS && until < Date.now() + 7.1 * DAY_MS);
    const looks = async (at, status) => {
      const body = { token: at.split("/").pop() };
      return new Visitor(place.url).gets(status, "POST", "/api/invitations/look", body);
    };
    await looks(old.link, 404);
    for (let scan = 0; scan < 3; scan += 1) {
      const { organisation, name, guest } = await looks(link, 200);
      const { name: known } = place.firm.organisation.people.find(({ id }) => id === person);
      assert.deepEqual([organisation, name, guest], ["Merrowline", known, false]);
    }
    const page = await fetch(place.url + link, { headers: { accept: "text/html" } });
    assert.equal(page.status, 200, "whatever opens the link gets the app");
    await page.body.cancel();

    const crowd = Array.from({ length: 6 }, () => new Visitor(place.url));
    const answers = await Promise.all(crowd.map((visitor) => visitor.accept(link)));
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, ...Array(5).fill(404)]);
    const winner = crowd[answers.findIndex(({ status }) => status === 200)];
    assert.equal((await winner.me()).person, person);
    assert.ok(crowd.filter((other) => other !== winner).every((other) => !other.cookie));
    await looks(link, 404);

    const late = await admin.gets(201, "POST", path, {});
    await place.restart({ CLOCK_OFFSET_MS: 7 * DAY_MS + 1_000 });
    const { status } = await new Visitor(place.url).accept(late.link);
    assert.equal(status, 404, "after seven days it is over");
  });
});

test("[R149] a session ends a week after its last use, and after thirty days at the latest", async () => {
  await onServer({ story: nothing }, async (place) => {
    const admin = await administrator(place);
    const idle = await invited(admin, place.firm.people.media_officer[0].person);
    const used = await invited(admin, place.firm.people.media_officer[1].person);
    for (const day of [6, 12, 18, 24, 29.9]) {
      await place.restart({ CLOCK_OFFSET_MS: Math.round(day * DAY_MS) });
      assert.ok((await used.at(place.url).me()).person, `day ${day}`);
      if (day === 12) await isNobody(idle.at(place.url));
    }
    await place.restart({ CLOCK_OFFSET_MS: 30 * DAY_MS + 60_000 });
    await isNobody(used.at(place.url));
  });
});

test("[R149] whoever changes the ways in has proved who they are within five minutes", async () => {
  await onServer({ story: nothing }, async (place) => {
    const admin = await administrator(place);
    const key = await admin.addPasskey();
    const { codes } = await admin.gets(201, "POST", "/api/me/recovery-codes", {});
    const [{ id }] = await admin.gets(200, "GET", "/api/me/passkeys");
    const other = place.firm.people.legal_officer[0].person;
    await place.restart({ CLOCK_OFFSET_MS: 5 * 60_000 + 1_000 });
    admin.at(place.url);
    const changes = [
      ["POST", "/api/me/passkeys/begin"],
      ["DELETE", `/api/me/passkeys/${id}`],
      ["POST", "/api/me/recovery-codes"],
      ["POST", `/api/people/${other}/invitations`],
      ["DELETE", `/api/people/${other}/passkeys/${id}`],
      ["DELETE", `/api/people/${admin.person}/passkeys/${id}`],
      ["POST", `/api/people/${other}/erase`],
    ];
    for (const [method, path] of changes) {
      const { code: why } = await admin.gets(403, method, path, method === "POST" ? {} : undefined);
      assert.equal(why, "proof_needed", path);
    }
    assert.equal((await admin.prove(key)).body.session.proof.means, "passkey");
    await admin.gets(201, "POST", `/api/people/${other}/invitations`, {});
    const byCode = await admin.post("/api/prove/recovery", { code: codes[3] });
    assert.equal(byCode.body.session.proof.means, "recovery_code");
    refused(await admin.post("/api/prove/recovery", { code: codes[3] }), 403, "not_recognised");
  });
});
