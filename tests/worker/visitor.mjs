// A browser of somebody who signs in for real: it keeps its cookie, sends where its page is from,
// and has a software authenticator. On servers without the demo's mark.
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { startServer } from "../../scripts/server.mjs";
import { Authenticator } from "./authenticator.mjs";
import { Caller, firm } from "./client.mjs";

export const ORIGIN = "https://muster.example";
export const COOKIE = "__Host-muster";
const address = () => [10, ...randomBytes(3)].join(".");

/** A code as `make setup-code` makes it. */
export const setupCode = () => randomBytes(20).toString("base64url");

export class Visitor extends Caller {
  constructor(base) {
    super(null, base);
    this.headers = { origin: ORIGIN, "cf-connecting-ip": address() };
  }

  /** What the browser holds; undefined after signing out. */
  get cookie() {
    return this.headers.cookie?.split("=")[1];
  }

  set cookie(token) {
    if (token) this.headers.cookie = `${COOKIE}=${token}`;
    else delete this.headers.cookie;
  }

  async ask(path, init) {
    const answer = await super.ask(path, init);
    for (const line of answer.headers.getSetCookie()) {
      const [, token] = new RegExp(`^${COOKIE}=([^;]*)`).exec(line) ?? [];
      if (token !== undefined) this.cookie = token;
    }
    if (answer.body?.person && answer.body.session) this.person = answer.body.person;
    return answer;
  }

  delete(path) {
    return this.ask(path, { method: "DELETE" });
  }

  /** A request that must be answered with a status; its body. */
  async gets(status, method, path, value) {
    const body = value === undefined ? undefined : JSON.stringify(value);
    const answer = await this.ask(path, { method, body });
    assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** The same browser, after the server moved. */
  at(base) {
    this.base = base;
    return this;
  }

  /** Who the server takes this browser for. */
  async me() {
    return this.gets(200, "GET", "/api/me");
  }

  setUp(code, { organisation = "Merrowline", name = "Ada Lind", mail = "ada@firm.example" } = {}) {
    return this.post("/api/set-up", { code, organisation, name, mail });
  }

  async accept(link) {
    return this.post("/api/invitations/accept", { token: link.split("/").pop() });
  }

  /** Adds a passkey; the authenticator that has it. */
  async addPasskey(name = "My phone", options = {}) {
    const authenticator = new Authenticator(ORIGIN, options);
    const { ceremony, options: asked } = await this.gets(200, "POST", "/api/me/passkeys/begin", {});
    const credential = authenticator.create(asked);
    const finish = { ceremony, name, credential };
    await this.gets(201, "POST", "/api/me/passkeys/finish", finish);
    return authenticator;
  }

  /** The two steps of signing in; the answer to the second. */
  async signIn(authenticator, forged = {}) {
    const { ceremony, options } = await this.gets(200, "POST", "/api/sign-in/begin", {});
    const credential = authenticator.get(options, forged);
    return this.post("/api/sign-in/finish", { ceremony, credential });
  }

  /** A fresh proof with a passkey; the answer to it. */
  async prove(authenticator, forged = {}) {
    const { ceremony, options } = await this.gets(200, "POST", "/api/prove/begin", {});
    const credential = authenticator.get(options, forged);
    return this.post("/api/prove/finish", { ceremony, credential });
  }
}

/**
 * Runs on a server of its own without the demo's mark. With `story`, the demo's organisation is
 * there, and what the story did in it as the demo's people; without, nothing is.
 * `work` gets { url, code, restart, firm, told }: `restart(vars, meanwhile)` is a power cut, and
 * changes `url` and `code`; `told` is what the story came to.
 */
export async function onServer({ story, vars = {} } = {}, work) {
  let server = null;
  let state;
  const place = { lines: () => server.lines.join("") };
  place.restart = async (more = {}, meanwhile = () => {}) => {
    await server?.kill();
    meanwhile(state);
    place.code = setupCode();
    const all = { ORIGIN, SETUP_CODE: place.code, ...vars, ...more };
    server = await startServer({ state, demo: false, vars: all });
    state = server.state;
    place.url = server.url;
  };
  try {
    if (story) {
      server = await startServer();
      state = server.state;
      place.firm = await firm(server.url);
      place.told = await story(place.firm);
    }
    await place.restart();
    await work(place);
  } finally {
    await server?.kill();
    if (state) rmSync(state, { recursive: true, force: true });
  }
}

/** Somebody of the firm, signed in by an invitation of its administrator. */
export async function invited(admin, person) {
  const { link } = await admin.gets(201, "POST", `/api/people/${person}/invitations`, {});
  const visitor = new Visitor(admin.base);
  const { status, body } = await visitor.accept(link);
  assert.equal(status, 200, JSON.stringify(body));
  return visitor;
}

/** The firm's administrator, signed in by the set-up code. */
export async function administrator({ url, code, firm: { organisation } }) {
  const { email } = organisation.people.find((person) => person.administrator);
  const admin = new Visitor(url);
  const { status, body } = await admin.setUp(code, { mail: email });
  assert.equal(status, 201, JSON.stringify(body));
  return admin;
}

/** A command of the rule book, with an id of its own. */
export const asked = (command) => ({ id: randomUUID(), command });
