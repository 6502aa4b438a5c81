// Others' ways in: what administrators may do, guests of one incident, and erasing who left.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Live, declare } from "./client.mjs";
import { change } from "./state.mjs";
import { Visitor, administrator, invited, onServer } from "./visitor.mjs";

const HOUR_MS = 60 * 60_000;

const refused = ({ status, body }, expected, code, why) =>
  assert.deepEqual([status, body.code], [expected, code], why);

/** Two incidents that the Business Lead leads. */
async function led({ people }) {
  const [lead] = people.business_lead;
  const incidents = [await declare(lead), await declare(lead, { title: "Another" })];
  for (const incident of incidents) {
    await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
  }
  return incidents;
}

test("[R149] only administrators see and change how others get in; ids are not guessed", async () => {
  await onServer({ story: led }, async (place) => {
    const admin = await administrator(place);
    const { people } = place.firm;
    const dana = await invited(admin, people.legal_officer[0].person);
    const noor = await invited(admin, people.messaging_officer[0].person);
    await noor.addPasskey();
    const [key] = await noor.gets(200, "GET", "/api/me/passkeys");
    const { session } = await noor.me();
    const of = `/api/people/${noor.person}`;
    for (const [method, path] of [
      ["GET", "/api/people/access"],
      ["GET", `${of}/sessions`],
      ["GET", `${of}/passkeys`],
      ["DELETE", `${of}/sessions`],
      ["DELETE", `${of}/sessions/${session.id}`],
      ["DELETE", `${of}/passkeys/${key.id}`],
      ["POST", `${of}/invitations`],
      ["POST", `${of}/erase`],
      ["POST", `/api/people/${dana.person}/invitations`],
    ]) {
      refused(await dana.ask(path, { method }), 403, "not_allowed", path);
      const nobody = new Visitor(place.url);
      refused(await nobody.ask(path, { method }), 401, "not_signed_in", path);
    }
    for (const path of [`/api/me/sessions/${session.id}`, `/api/me/passkeys/${key.id}`]) {
      refused(await dana.delete(path), 404, "not_found", "somebody else's is nothing to them");
      const name = await dana.post(path, { name: "Mine" });
      assert.equal(name.status, 404);
    }
    for (const id of ["0", "999999", "-1", "1e3", "x", "%00", "../1"]) {
      refused(await admin.get(`/api/people/${id}/sessions`), 404, "not_found", id);
    }
    assert.ok((await noor.me()).person, "after all of which nothing has changed");

    const access = await admin.gets(200, "GET", "/api/people/access");
    const row = access.find(({ person }) => person === noor.person);
    assert.deepEqual([row.passkeys, row.recovery_codes, row.invited], [1, 0, null]);
    assert.ok(row.last_seen);
    assert.deepEqual(await admin.gets(200, "DELETE", `${of}/passkeys/${key.id}`), []);
    assert.ok((await noor.me()).person, "the session was opened by the invitation");
  });
});

test("[R150] a guest is let into one incident until a time, and sees nothing else", async () => {
  await onServer({ story: led }, async (place) => {
    const [here, elsewhere] = place.told;
    const admin = await administrator(place);
    const { people, organisation } = place.firm;
    const lead = await invited(admin, people.business_lead[0].person);
    const path = `/api/incidents/${here}/guests`;
    const until = Date.now() + 2 * HOUR_MS;
    const wanted = { name: "Cara Counsel", mail: "cara@law.example", until, clearance: "responder" };
    const request = () => ({ id: randomUUID(), ...wanted });

    const before = (await lead.gets(200, "GET", "/api/organisation")).people.length;
    const observer = await invited(admin, people.media_officer[0].person);
    refused(await observer.post(path, request()), 403, "not_allowed", "who may not, may not");
    refused(await lead.post(path, { ...request(), until: 1 }), 400, "bad_time");
    refused(await lead.post(path, { ...request(), name: "" }), 400, "empty");
    refused(await lead.post("/api/incidents/0123456789abcdef/guests", request()), 404, "not_found");

    const once = request();
    const made = await lead.gets(201, "POST", path, once);
    const again = await lead.gets(201, "POST", path, once);
    assert.equal(made.person, again.person, "a retry makes no second guest");
    assert.ok(again.until <= until);
    const guest = new Visitor(place.url);
    assert.equal((await guest.accept(made.link)).status, 404, "its newer link counts");
    const { body } = await guest.accept(again.link);
    assert.deepEqual([body.person, body.guest, body.administrator], [made.person, here, false]);

    const listed = await guest.gets(200, "GET", "/api/incidents");
    assert.deepEqual(listed.map(({ id }) => id), [here]);
    refused(await guest.get(`/api/incidents/${elsewhere}`), 404, "not_found");
    await assert.rejects(guest.live(elsewhere));
    refused(await guest.post(path, request()), 403, "not_allowed");
    refused(await guest.get("/api/people/access"), 403, "not_allowed");
    const seen = await guest.gets(200, "GET", "/api/organisation");
    assert.ok(seen.people.every(({ phone, email }) => phone === "" && email === ""));
    assert.deepEqual([seen.templates, seen.campaigns], [[], []]);
    const members = (await lead.gets(200, "GET", "/api/organisation")).people;
    assert.equal(members.length, before, "outside the incident there are no guests");
    assert.equal(members.length, organisation.people.length);

    const room = await guest.live(here);
    const { organisation: told } = await room.first("welcome");
    assert.ok(told.people.every(({ email }) => email === ""));
    const list = new Live(`${guest.base.replace("http", "ws")}/api/live`, guest.headers);
    await list.opened;
    list.send("ping");
    await lead.done(here, { end_guest: { person: made.person } });
    assert.equal((await room.closed).code, 4404);
    assert.equal((await list.closed).code, 4401);
    await sleep(10_500);
    refused(await guest.get(`/api/incidents/${here}`), 401, "not_signed_in");
  });
});

test("[R150] a guest's time ends by itself, and their session with it", async () => {
  await onServer({ story: led }, async (place) => {
    const [here] = place.told;
    const admin = await administrator(place);
    const until = Date.now() + HOUR_MS;
    const wanted = { name: "Ann", mail: "ann@pr.example", until, clearance: "messaging" };
    const path = `/api/incidents/${here}/guests`;
    const made = await admin.gets(201, "POST", path, { id: randomUUID(), ...wanted });
    const guest = new Visitor(place.url);
    assert.equal((await guest.accept(made.link)).body.session.until, until);
    const key = await guest.addPasskey();
    await place.restart({ CLOCK_OFFSET_MS: HOUR_MS + 60_000 });
    refused(await guest.at(place.url).get("/api/incidents"), 401, "not_signed_in");
    refused(await guest.signIn(key), 403, "not_recognised");
  });
});

test("[R145] who left can be erased: contact data and ways in go, the log and its chain stay", async () => {
  await onServer({ story: led }, async (place) => {
    const [incident] = place.told;
    const admin = await administrator(place);
    const { person } = place.firm.people.legal_officer[0];
    const { name, email, phone } = place.firm.organisation.people.find(({ id }) => id === person);
    const dana = await invited(admin, person);
    const key = await dana.addPasskey();
    await dana.gets(201, "POST", "/api/me/recovery-codes", {});
    await dana.done(incident, { set_presence: { call: true, chat: true, proxy: null } });
    await dana.done(incident, { note: { text: "Written by somebody who leaves." } });
    refused(await admin.post(`/api/people/${person}/erase`, {}), 409, "still_active");
    const chain = async () => (await admin.events(incident)).map(({ seq, by }) => [seq, by]);
    const before = await chain();
    const leave = "UPDATE person SET deactivated = 1 WHERE id = ?";
    await place.restart({}, (state) => change(state, leave, person));
    admin.at(place.url);
    const room = await admin.live(incident);
    await room.first("welcome");
    refused(await dana.at(place.url).get("/api/incidents"), 401, "not_signed_in");
    const told = room.next("organisation");
    await admin.gets(204, "POST", `/api/people/${person}/erase`, {});
    const facts = [
      await told,
      await admin.gets(200, "GET", "/api/organisation"),
      (await room.first("organisation")),
    ];
    for (const { people } of facts) {
      const erased = people.find(({ id }) => id === person);
      assert.deepEqual([erased.name, erased.email, erased.phone, erased.title], [
        "Somebody (erased)", "", "", "",
      ]);
      const text = JSON.stringify(people);
      assert.ok(![name, email, phone].some((word) => word && text.includes(word)));
    }
    assert.deepEqual(await admin.gets(200, "GET", `/api/people/${person}/passkeys`), []);
    refused(await new Visitor(place.url).signIn(key), 403, "not_recognised");
    assert.deepEqual((await chain()).slice(0, before.length), before);
    refused(await admin.post(`/api/people/${person}/invitations`, {}), 409, "not_active");
    assert.equal((await admin.command(incident, { note: { text: "On." } })).status, 200);
  });
});
