// The organisation's own sign-in in front of /sso: its token is good, or nobody comes in.
import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import { test } from "node:test";
import { Visitor, onServer } from "./visitor.mjs";

const ISSUER = "https://firm.access.example";
const AUDIENCE = "muster-audience";
const nothing = async () => {};
const base64url = (value) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

const rsa = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

/** Serves keys, as the sign-in does; they can be changed, and it counts who asks. */
async function keyServer() {
  const served = { keys: [], asked: 0 };
  const server = createServer((_, answer) => {
    served.asked += 1;
    answer.setHeader("content-type", "application/json").end(JSON.stringify({ keys: served.keys }));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  served.host = `127.0.0.1:${server.address().port}`;
  served.close = () => server.close();
  return served;
}

const jwk = (key, kid) => ({ ...key.publicKey.export({ format: "jwk" }), kid, alg: "RS256" });

/** A token; `head` and `claims` replace what a good one says. */
function token(key, { head = {}, claims = {} } = {}) {
  const now = Math.floor(Date.now() / 1000);
  const said = { iss: ISSUER, aud: [AUDIENCE], iat: now, nbf: now, exp: now + 300, ...claims };
  const signed = `${base64url({ alg: "RS256", kid: "one", ...head })}.${base64url(said)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key.privateKey).toString("base64url")}`;
}

test("[R149] the sign-in in front vouches by a signed token, and by nothing else", async () => {
  const served = await keyServer();
  const [key, other] = [rsa(), rsa()];
  served.keys = [jwk(key, "one")];
  const vars = {
    SSO_ISSUER: ISSUER,
    SSO_AUDIENCE: AUDIENCE,
    SSO_KEYS_URL: `http://${served.host}/certs`,
    TEST_HOSTS: served.host,
  };
  try {
    await onServer({ story: nothing, vars }, async (place) => {
      const { people } = place.firm.organisation;
      const [{ id, email }] = people;
      const enter = async (assertion) => {
        const visitor = new Visitor(place.url);
        const headers = assertion ? { "cf-access-jwt-assertion": assertion } : {};
        const { status } = await visitor.ask("/sso", { redirect: "manual", headers });
        return { status, visitor };
      };
      const good = await enter(token(key, { claims: { email: email.toUpperCase() } }));
      assert.equal(good.status, 303);
      const { person, session } = await good.visitor.me();
      assert.deepEqual([person, session.proof], [id, null]);
      const [{ means }] = await good.visitor.gets(200, "GET", "/api/me/sessions");
      assert.equal(means, "sso");
      assert.equal((await enter(token(key, { claims: { email, aud: AUDIENCE } }))).status, 303);

      const now = Math.floor(Date.now() / 1000);
      const claims = (said) => token(key, { claims: { email, ...said } });
      const [head, body] = token(key, { claims: { email } }).split(".");
      const pem = key.publicKey.export({ type: "spki", format: "pem" });
      const keyed = `${base64url({ alg: "HS256", kid: "one" })}.${body}`;
      const bad = {
        "another issuer": claims({ iss: "https://evil.example" }),
        "another audience": claims({ aud: ["other"] }),
        expired: claims({ exp: now - 61 }),
        "not yet": claims({ nbf: now + 61 }),
        "no expiry": claims({ exp: undefined }),
        "nobody here": claims({ email: "eve@firm.example" }),
        "no mail": claims({ email: "" }),
        "another key": token(other, { claims: { email } }),
        "an unknown key": token(key, { head: { kid: "two" }, claims: { email } }),
        "no algorithm": `${base64url({ alg: "none", kid: "one" })}.${body}.`,
        "a keyed hash over the public key": `${keyed}.${createHmac("sha256", pem).update(keyed).digest("base64url")}`,
        "another name for it": token(key, { head: { alg: "RS512" }, claims: { email } }),
        "a key of its own": token(other, { head: { jwk: jwk(other) }, claims: { email } }),
        "no signature": `${head}.${body}.`,
        noise: "a.b.c",
      };
      for (const [why, assertion] of Object.entries(bad)) {
        const { status, visitor } = await enter(assertion);
        assert.equal(status, 403, why);
        assert.equal(visitor.cookie, undefined, why);
      }
      assert.equal((await enter(null)).status, 404);
      const { status } = await good.visitor.get("/api/nothing");
      assert.equal(status, 404, "the header counts nowhere else, and its session does");

      served.keys = [jwk(key, "one"), jwk(other, "two")];
      const asked = served.asked;
      await place.restart({ CLOCK_OFFSET_MS: 61_000 });
      const rotated = { head: { kid: "two" }, claims: { email } };
      assert.equal((await enter(token(other, rotated))).status, 303, "a new key is found");
      assert.equal((await enter(token(other, rotated))).status, 303);
      assert.equal(served.asked, asked + 1, "and kept");

      await place.restart({ SSO_AUDIENCE: "" });
      assert.equal((await enter(token(key, { claims: { email } }))).status, 404, "not set up");
      await place.restart({ TEST_HOSTS: "" });
      assert.notEqual((await enter(token(key, { claims: { email } }))).status, 303, "https only");
    });
  } finally {
    served.close();
  }
});
