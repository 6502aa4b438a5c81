// What pages go to: a push service and a chat of the test's own. A device decrypts with Node's own
// crypto, by the RFC and by hand, so that nothing of the product checks itself.
import assert from "node:assert/strict";
import {
  createDecipheriv,
  createECDH,
  createHmac,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

/** A server that remembers what it is sent. Each path answers as `answers` says, else 201. */
export class Receiver {
  #waiting = new Set();

  constructor() {
    this.calls = [];
    this.answers = new Map();
  }

  async start(port = 0) {
    this.server = createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method, url, headers } = request;
      const call = { method, url, headers, body: Buffer.concat(chunks), at: Date.now() };
      this.calls.push(call);
      const answer = this.answers.get(url);
      const { status = 201, headers: told = {} } =
        (typeof answer === "function" ? answer(call) : answer) ?? {};
      response.writeHead(status, told).end();
      for (const look of [...this.#waiting]) look(call);
    });
    this.server.listen(port, "127.0.0.1");
    await once(this.server, "listening");
    this.host = `127.0.0.1:${this.server.address().port}`;
    return this;
  }

  url(path) {
    return `http://${this.host}${path}`;
  }

  to(path) {
    return this.calls.filter(({ url }) => url === path);
  }

  /** The n-th call to a path, past or to come. */
  async nth(path, n = 1, withinMs = 10_000) {
    const known = () => this.to(path)[n - 1];
    if (known()) return known();
    return new Promise((done, fail) => {
      const late = setTimeout(() => {
        this.#waiting.delete(look);
        fail(new Error(`call ${n} to ${path} did not come within ${withinMs} ms`));
      }, withinMs);
      const look = () => {
        if (!known()) return;
        this.#waiting.delete(look);
        clearTimeout(late);
        done(known());
      };
      this.#waiting.add(look);
    });
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** A browser's half of a push subscription. */
export class Device {
  constructor(receiver, path = `/push/${randomBytes(6).toString("hex")}`) {
    this.path = path;
    this.receiver = receiver;
    this.keys = createECDH("prime256v1");
    this.keys.generateKeys();
    this.auth = randomBytes(16);
  }

  get subscription() {
    return {
      endpoint: this.receiver.url(this.path),
      p256dh: this.keys.getPublicKey("base64url"),
      auth: this.auth.toString("base64url"),
    };
  }

  /** Decrypts a body: RFC 8188, section 2, with the keys of RFC 8291, section 3.4. */
  open(body) {
    const salt = body.subarray(0, 16);
    assert.equal(body.readUInt32BE(16), 4096, "the record size");
    const length = body[20];
    const theirs = body.subarray(21, 21 + length);
    const shared = this.keys.computeSecret(theirs);
    const info = Buffer.concat([
      Buffer.from("WebPush: info\0"),
      this.keys.getPublicKey(),
      theirs,
    ]);
    const input = Buffer.from(hkdfSync("sha256", shared, this.auth, info, 32));
    const derive = (what, bytes) =>
      Buffer.from(hkdfSync("sha256", input, salt, Buffer.from(`Content-Encoding: ${what}\0`), bytes));
    const sealed = body.subarray(21 + length);
    const open = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
    open.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
    assert.equal(plain.at(-1), 2, "the mark of the last record");
    return JSON.parse(plain.subarray(0, -1).toString());
  }

  /** What the n-th push said. */
  async message(n = 1, withinMs) {
    return this.open((await this.receiver.nth(this.path, n, withinMs)).body);
  }
}

/** Whether a push says who sent it, by the key that browsers were given (RFC 8292). */
export function assertVouched(call, key) {
  const [, token, k] = /^vapid t=([^,]+), k=(.+)$/.exec(call.headers.authorization);
  assert.equal(k, key);
  const [head, claims, signature] = token.split(".");
  assert.deepEqual(JSON.parse(Buffer.from(head, "base64url")), { typ: "JWT", alg: "ES256" });
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url"));
  assert.equal(aud, `http://${call.headers.host}`);
  assert.ok(exp > Date.now() / 1000 && exp <= Date.now() / 1000 + 86_400);
  assert.match(sub, /^(mailto|https):/);
  const point = Buffer.from(key, "base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const known = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" };
  const signed = Buffer.from(`${head}.${claims}`);
  assert.ok(verify("sha256", signed, known, Buffer.from(signature, "base64url")), "the signature");
}

/** Whether a webhook is signed with its secret (Standard Webhooks). */
export function assertSigned(call, secret) {
  const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": said } = call.headers;
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signed = createHmac("sha256", key).update(`${id}.${time}.${call.body}`).digest("base64");
  assert.equal(said, `v1,${signed}`);
  assert.ok(Math.abs(Number(time) - Date.now() / 1000) < 600);
}
