// Attacks on the ways in: each is tried for real, and each must leave nobody signed in.
import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { test } from "node:test";
import { Authenticator, WITHOUT_VERIFICATION } from "./authenticator.mjs";
import { declare, opening } from "./client.mjs";
import { ORIGIN, Visitor, administrator, invited, onServer, setupCode } from "./visitor.mjs";

const nothing = async () => {};

const refused = ({ status, body }, expected, code, why) =>
  assert.deepEqual([status, body.code], [expected, code], why);

/** Two people with a passkey each. */
async function two(place) {
  const admin = await administrator(place);
  const { people } = place.firm;
  const dana = await invited(admin, people.legal_officer[0].person);
  const noor = await invited(admin, people.messaging_officer[0].person);
  const keys = [await dana.addPasskey(), await noor.addPasskey()];
  return { admin, dana, noor, danas: keys[0], noors: keys[1] };
}

const begin = (visitor) => visitor.gets(200, "POST", "/api/sign-in/begin", {});
const finish = (visitor, ceremony, credential) =>
  visitor.post("/api/sign-in/finish", { ceremony, credential });

test("[R149] forged and replayed assertions sign nobody in, and say nothing of why", async () => {
  await onServer({ story: nothing }, async (place) => {
    const { dana, noor, danas, noors } = await two(place);
    const door = new Visitor(place.url);
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const forgeries = {
      "another origin": { origin: "https://muster.example.evil.example" },
      "a plain origin": { origin: "http://muster.example" },
      "another relying party": { rpId: "evil.example" },
      "another key": { privateKey: other },
      "no signature": { signature: Buffer.alloc(0) },
      "a signature of noise": { signature: randomBytes(70) },
      "another challenge": { challenge: randomBytes(32).toString("base64url") },
      "the other ceremony": { type: "webauthn.create" },
      "no verification of the person": { flags: WITHOUT_VERIFICATION },
      "nobody there": { flags: 0x04 },
      "somebody else's handle": { userHandle: noors.userHandle },
      "no handle": { userHandle: null },
    };
    const bodies = new Set();
    for (const [why, forged] of Object.entries(forgeries)) {
      const answer = await door.signIn(danas, forged);
      refused(answer, 403, "not_recognised", why);
      bodies.add(JSON.stringify(answer.body));
    }
    const stranger = new Authenticator(ORIGIN);
    stranger.userHandle = danas.userHandle;
    const unknown = await door.signIn(stranger);
    refused(unknown, 403, "not_recognised");
    bodies.add(JSON.stringify(unknown.body));
    assert.equal(bodies.size, 1, "one answer for all reasons");

    const swapped = await begin(door);
    const mixed = noors.get(swapped.options);
    mixed.id = danas.credential;
    mixed.rawId = danas.credential;
    refused(await finish(door, swapped.ceremony, mixed), 403, "not_recognised", "swapped");

    const { ceremony, options } = await begin(door);
    const good = danas.get(options);
    const twice = await Promise.all([1, 2].map(() => finish(door, ceremony, good)));
    assert.deepEqual(twice.map(({ status }) => status).toSorted(), [200, 403]);
    refused(await finish(door, ceremony, good), 403, "ceremony_over", "replayed");
    const again = await begin(door);
    refused(await finish(door, again.ceremony, good), 403, "not_recognised", "for another");

    const proof = await noor.gets(200, "POST", "/api/prove/begin", {});
    const byOther = { ceremony: proof.ceremony, credential: danas.get(proof.options) };
    refused(await noor.post("/api/prove/finish", byOther), 403, "not_recognised");
    const danasProof = await dana.gets(200, "POST", "/api/prove/begin", {});
    const asNoor = { ceremony: danasProof.ceremony, credential: noors.get(danasProof.options) };
    refused(await noor.post("/api/prove/finish", asNoor), 403, "ceremony_over");
    const used = { ceremony: danasProof.ceremony, credential: danas.get(danasProof.options) };
    refused(await door.post("/api/sign-in/finish", used), 403, "ceremony_over", "for its purpose");
    assert.doesNotMatch(place.lines(), new RegExp(danas.credential), "nothing of it is logged");
  });
});

test("[R149] a counter that goes back is a copied key, and of two at once one is refused", async () => {
  await onServer({ story: nothing }, async (place) => {
    const { danas } = await two(place);
    const door = new Visitor(place.url);
    danas.counter = 10;
    assert.equal((await door.signIn(danas)).status, 200);
    for (const counter of [3, 10]) {
      danas.counter = counter;
      refused(await door.signIn(danas), 403, "not_recognised", `counter ${counter + 1}`);
    }
    danas.counter = 20;
    const asked = [await begin(door), await begin(door)];
    const answers = asked.map(({ ceremony, options }) => {
      danas.counter = 20;
      return { ceremony, credential: danas.get(options) };
    });
    const posts = answers.map((it) => new Visitor(place.url).post("/api/sign-in/finish", it));
    const statuses = (await Promise.all(posts)).map(({ status }) => status);
    assert.deepEqual(statuses.toSorted(), [200, 403]);
  });
});

test("[R149] a passkey of somebody else, or one that was made elsewhere, is not added", async () => {
  await onServer({ story: nothing }, async (place) => {
    const { dana, noor, noors } = await two(place);
    const add = async (visitor, key, forged = {}) => {
      const asked = await visitor.gets(200, "POST", "/api/me/passkeys/begin", {});
      const credential = key.create(asked.options, forged);
      const body = { ceremony: asked.ceremony, name: "New", credential };
      return visitor.post("/api/me/passkeys/finish", body);
    };
    const handle = noors.userHandle;
    refused(await add(dana, noors), 400, "bad_passkey", "the id is somebody else's");
    noors.userHandle = handle;
    const fresh = () => new Authenticator(ORIGIN);
    refused(await add(dana, fresh(), { origin: "https://evil.example" }), 400, "bad_passkey");
    refused(await add(dana, fresh(), { rpId: "evil.example" }), 400, "bad_passkey");
    refused(await add(dana, fresh(), { flags: WITHOUT_VERIFICATION }), 400, "bad_passkey");
    const asked = await dana.gets(200, "POST", "/api/me/passkeys/begin", {});
    const credential = fresh().create(asked.options);
    const stolen = { ceremony: asked.ceremony, name: "New", credential };
    refused(await noor.post("/api/me/passkeys/finish", stolen), 403, "ceremony_over");
    assert.equal((await dana.gets(200, "GET", "/api/me/passkeys")).length, 1);
    assert.equal((await new Visitor(place.url).signIn(noors)).body.person, noor.person);
  });
});

test("[R149] a session cannot be planted: each sign-in has a token of its own", async () => {
  await onServer({ story: nothing }, async (place) => {
    const { dana, danas, noor } = await two(place);
    const planted = noor.cookie;
    const victim = new Visitor(place.url);
    victim.cookie = planted;
    assert.equal((await victim.signIn(danas)).status, 200);
    assert.notEqual(victim.cookie, planted);
    assert.equal((await victim.me()).person, dana.person);
    const attacker = new Visitor(place.url);
    attacker.cookie = planted;
    assert.equal((await attacker.me()).person, null, "the one that was planted is over");
    for (const made of ["x".repeat(43), randomBytes(32).toString("base64url"), "", "' OR 1=1 --"]) {
      attacker.headers.cookie = `__Host-muster=${made}`;
      assert.equal((await attacker.me()).person, null, made);
    }
    assert.match(victim.cookie, /^[A-Za-z0-9_-]{43}$/);
    const { headers } = await new Visitor(place.url).signIn(danas);
    const [line] = headers.getSetCookie();
    for (const part of ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]) {
      assert.ok(line.split("; ").includes(part), part);
    }
    await onServer({ story: nothing }, async (elsewhere) => {
      dana.at(elsewhere.url);
      assert.equal((await dana.me()).person, null, "a cookie of another deployment is nobody");
      assert.equal((await dana.get("/api/organisation")).status, 401);
    });
  });
});

test("requests from other sites are refused: every unsafe method, and sockets", async () => {
  const story = async ({ people }) => declare(people.business_lead[0]);
  await onServer({ story }, async (place) => {
    const { dana } = await two(place);
    const { cookie } = dana.headers;
    const note = { id: "cross-site-note", command: { note: { text: "Hello." } } };
    const unsafe = [
      ["POST", `/api/incidents/${place.told}/commands`, note],
      ["POST", "/api/sign-out", {}],
      ["DELETE", "/api/me/sessions", undefined],
      ["POST", "/api/sign-in/begin", {}],
      ["POST", "/api/set-up", {}],
      ["POST", "/api/invitations/accept", {}],
      ["POST", "/api/demo/act-as", { person: 1 }],
    ];
    const foreign = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://muster.example" },
      { origin: "https://sub.muster.example" },
      { origin: ORIGIN, "sec-fetch-site": "cross-site" },
      { origin: ORIGIN, "sec-fetch-site": "same-site" },
      {},
    ];
    const from = (headers) => ({ base: place.url, headers });
    const sockets = [`/api/incidents/${place.told}/live`, "/api/live"];
    for (const headers of foreign) {
      for (const [method, path, value] of unsafe) {
        const init = { method, headers: { ...headers, cookie } };
        if (value) init.body = JSON.stringify(value);
        const answer = await fetch(place.url + path, init);
        const { code } = await answer.json();
        assert.deepEqual([answer.status, code], [403, "cross_origin"], `${method} ${path}`);
      }
      for (const path of sockets) {
        const { status } = await opening(from({ ...headers, cookie }), path);
        assert.equal(status, 403, `${path} ${JSON.stringify(headers)}`);
      }
    }
    const own = await opening(from({ origin: ORIGIN, cookie }), sockets[0]);
    assert.equal(own.status, 101);
    assert.ok((await dana.me()).person, "and all of it has ended nothing");
  });
});

test("nothing of a header is stored, shown, logged or sent back as it came", async () => {
  await onServer({ story: nothing }, async (place) => {
    const admin = await administrator(place);
    const { codes } = await admin.gets(201, "POST", "/api/me/recovery-codes", {});
    const { email } = place.firm.organisation.people.find((it) => it.administrator);
    const mark = "Injected-1f3a";
    const door = new Visitor(place.url);
    Object.assign(door.headers, {
      "user-agent": `Firefox/1 ${mark} <script>alert(1)</script> Android`,
      "cf-connecting-ip": `10.0.0.1 ${mark}`,
      "accept-language": mark,
      "x-muster-caller": JSON.stringify({ person: 1, session: "", until: 9e15, proof: null }),
    });
    refused(await door.get("/api/incidents"), 401, "not_signed_in", "nobody vouches from outside");
    const wrong = { mail: `${mark}\r\nSet-Cookie: a=b`, code: `${mark}\r\n` };
    refused(await door.post("/api/sign-in/recovery", wrong), 403, "not_recognised");
    refused(await door.post("/api/sign-in/recovery", `{"mail": "${mark}"`), 400, "malformed");
    const bad = { code: setupCode(), organisation: "a\nb", name: mark, mail: "a@b" };
    refused(await door.post("/api/set-up", bad), 400, "hidden_characters");
    const answer = await door.post("/api/sign-in/recovery", { mail: email, code: codes[0] });
    assert.equal(answer.status, 200);
    const [latest] = await door.gets(200, "GET", "/api/me/sessions");
    assert.equal(latest.device, "Firefox on Android");
    const name = `<script>${mark}</script>`;
    const key = await door.addPasskey(name);
    assert.equal((await door.gets(200, "GET", "/api/me/passkeys"))[0].name, name);
    assert.ok(key.userHandle.length === 43, "and a passkey's handle tells nobody who it is");
    for (const control of ["a\nb", "a\u0000b", "a\u202eb"]) {
      const [{ id }] = await door.gets(200, "GET", "/api/me/passkeys");
      refused(await door.post(`/api/me/passkeys/${id}`, { name: control }), 400, "hidden_characters");
    }
    assert.doesNotMatch(place.lines(), new RegExp(mark));
    for (const secret of [codes[0], door.cookie, place.code]) {
      assert.ok(!place.lines().includes(secret), "no secret is logged");
    }
  });
});

test("whoever tries too often waits, at one account and from one address", async () => {
  await onServer({ story: nothing }, async (place) => {
    const mail = "dana@firm.example";
    const tries = async (visitor, count, path, value) => {
      const answers = [];
      for (let round = 0; round < count; round += 1) answers.push(await visitor.post(path, value));
      return answers;
    };
    // Two minutes' worth: whatever second the window begins in, one of them is over the limit.
    const guess = { mail, code: "AAAA-AAAA-AAAA-AAAA" };
    const account = [];
    for (let door = 0; door < 7; door += 1) {
      account.push(...(await tries(new Visitor(place.url), 3, "/api/sign-in/recovery", guess)));
    }
    const over = account.filter(({ status }) => status === 429);
    assert.ok(over.length > 0, "from many addresses");
    refused(over[0], 429, "too_many_tries");
    assert.equal(over[0].headers.get("retry-after"), "60");
    assert.equal(account[0].status, 403);

    const one = new Visitor(place.url);
    const flood = await tries(one, 601, "/api/invitations/look", { token: "x" });
    assert.ok(flood.some(({ status }) => status === 429));
    const other = await new Visitor(place.url).post("/api/sign-in/begin", {});
    assert.equal(other.status, 200, "others go on");
  });
});

test("every answer says what a browser may do with it", async () => {
  await onServer({ story: nothing }, async (place) => {
    const door = new Visitor(place.url);
    const answers = [
      await door.get("/api/me"),
      await door.get("/api/incidents"),
      await door.post("/api/sign-in/begin", {}),
      await door.get("/api/nothing"),
      await door.get("/sso"),
    ];
    for (const { headers } of answers) {
      assert.equal(headers.get("cache-control"), "no-store");
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.equal(headers.get("referrer-policy"), "same-origin");
      assert.equal(headers.get("x-frame-options"), "DENY");
      assert.match(headers.get("content-security-policy"), /^default-src 'none'; frame-anc/);
      assert.equal(headers.get("strict-transport-security"), null, "not on plain http");
    }
    for (const path of ["/", "/invite/abc", "/index.html"]) {
      const page = await fetch(place.url + path, { headers: { accept: "text/html" } });
      await page.text();
      const policy = page.headers.get("content-security-policy");
      assert.match(policy, /default-src 'self'; script-src 'self' 'wasm-unsafe-eval'/, path);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.doesNotMatch(policy, /unsafe-inline/);
      assert.equal(page.headers.get("referrer-policy"), "same-origin");
      assert.ok(page.headers.get("strict-transport-security"));
    }
  });
});
