// The record as files: who may take it with them, what is in it, and that its chain holds.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { broken } from "./chain.mjs";
import { declare, firm } from "./client.mjs";

const SECRET = "Our contract caps the damages at one month";
const OPEN_WORD = "Two banks answer slowly";

let people;
let outsider;
let administrator;
let lead;
let legal;
let messaging;
let incident;

before(async () => {
  const organisation = await firm();
  ({ people } = organisation);
  [administrator] = organisation.onlookers;
  [, outsider] = people.media_officer;
  [lead] = people.business_lead;
  [legal] = people.legal_officer;
  [messaging] = people.messaging_officer;
  incident = await declare(lead, { title: "Payments <b>fail</b>" });
  await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
  await legal.done(incident, { accept_page: { role: "legal_officer", eta: null } });
  const page = { role: "messaging_officer", person: null, reason: "needed" };
  await lead.done(incident, { page });
  await messaging.done(incident, { accept_page: { role: "messaging_officer", eta: null } });
  await lead.done(incident, { note: { text: OPEN_WORD } });
  await legal.done(incident, { advise: { text: SECRET, limited: true } });
});

const taken = (caller, form, query = "") =>
  caller.get(`/api/incidents/${incident}/export/${form}${query}`);

const FORMS = ["document.html", "postmortem.md", "export.json", "timeline.csv", "messages.csv"];

test("[R142] [R143] the export holds the whole log, and other code than ours verifies it", async () => {
  const { status, headers, body } = await taken(lead, "export.json");
  assert.equal(status, 200);
  assert.match(headers.get("content-disposition"), /^attachment; filename="export\.json"$/);
  assert.equal(headers.get("cache-control"), "no-store");
  const { head, entries } = body;
  const { incident: state } = (await lead.get(`/api/incidents/${incident}`)).body;
  assert.equal(head.count, state.seq);
  assert.equal(entries.length, state.seq);
  assert.equal(entries.at(-1).hash, head.last);
  const open = entries.filter(({ body: words }) => words !== null);
  assert.equal(open.length, entries.length - 1, "all but Legal's note");
  // What is left out has no body to hash: its digest stands for it.
  const rows = entries.map((entry) => (entry.body === null ? { ...entry, ...left } : entry));
  assert.deepEqual(broken(rows), [entries.find(({ body: words }) => words === null).seq]);
});

/** Stands for a body that is left out. */
const left = { body: "", salt: "" };

test("[R143] [R148] privileged notes stay out of every file, unless Legal asks for them", async () => {
  for (const form of FORMS) {
    for (const caller of [lead, legal, messaging]) {
      const { status, body } = await taken(caller, form);
      assert.equal(status, 200, form);
      assert.ok(!JSON.stringify(body).includes(SECRET), form);
    }
    const { status, body } = await taken(messaging, form, "?privileged=1");
    assert.equal(status, 403, form);
    assert.equal(body.code, "not_allowed");
  }
  for (const form of ["document.html", "timeline.csv", "export.json"]) {
    const { status, body } = await taken(legal, form, "?privileged=1");
    assert.equal(status, 200);
    assert.ok(JSON.stringify(body).includes(SECRET), form);
    assert.ok(JSON.stringify(body).includes(OPEN_WORD), form);
  }
});

test("[R143] only whoever holds a seat or administers takes the record with them", async () => {
  for (const form of FORMS) {
    const { status, body } = await taken(outsider, form);
    assert.equal(status, 403, form);
    assert.equal(body.code, "not_allowed");
    const seen = await taken(administrator, form);
    assert.equal(seen.status, 200, form);
    assert.ok(!JSON.stringify(seen.body).includes(OPEN_WORD), "at an observer's clearance");
  }
  assert.equal((await taken(lead, "everything.zip")).status, 404);
  const nowhere = await lead.get("/api/incidents/0123456789abcdef/export/export.json");
  assert.equal(nowhere.status, 404);
});

test("[R143] [R144] documents name both clocks, and nobody's text becomes markup", async () => {
  const { headers, body: html } = await taken(lead, "document.html", "?offset=120");
  assert.match(headers.get("content-type"), /^text\/html/);
  assert.match(html, /Payments &lt;b&gt;fail&lt;\/b&gt;/);
  assert.match(html, /\dT\d\d:\d\d:\d\dZ \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\+02:00\)/);
  const { body: table } = await taken(lead, "timeline.csv", "?offset=-210");
  const [names, ...rows] = table.trimEnd().split("\r\n");
  assert.match(names, /"at_utc","at UTC-03:30"/);
  const { seq } = (await lead.get(`/api/incidents/${incident}`)).body.incident;
  assert.equal(rows.length, seq);
});

test("[R136] the technical postmortem gets a record of its own", async () => {
  const { headers, body } = await taken(lead, "postmortem.md");
  assert.match(headers.get("content-type"), /^text\/markdown/);
  assert.match(body, /^# Payments \\<b\\>fail/);
  assert.match(body, /## What customers were told\n\nNothing was sent\./);
  assert.match(body, new RegExp(OPEN_WORD));
});
