// Talks to a running server as the app does: over HTTP and WebSocket, as a person of the demo.
// It knows the wire, no rule; what an answer should be is the tests' business.
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export const BASE_URL = process.env.BASE_URL;

/** A person of the demo organisation, on one server. */
export class Caller {
  constructor(person, base = BASE_URL) {
    this.person = person;
    this.base = base;
    this.headers = { cookie: `muster-demo-person=${person}` };
  }

  /** Any request: { status, headers, body }, the body parsed where it is JSON. */
  async ask(path, init = {}) {
    const headers = { ...this.headers, ...init.headers };
    const answer = await fetch(this.base + path, { ...init, headers });
    const text = await answer.text();
    let body = text;
    try {
      body = JSON.parse(text);
    } catch {
      // Not JSON: the tests look at the text.
    }
    return { status: answer.status, headers: answer.headers, body };
  }

  get(path) {
    return this.ask(path);
  }

  post(path, value) {
    const body = typeof value === "string" ? value : JSON.stringify(value);
    return this.ask(path, { method: "POST", body });
  }

  /** A command; give `id` to send the same one again. */
  command(incident, command, id = randomUUID()) {
    return this.post(`/api/incidents/${incident}/commands`, { id, command });
  }

  /** A command that must be taken; answers its place in the log. */
  async done(incident, command, id) {
    const { status, body } = await this.command(incident, command, id);
    if (status !== 200) {
      throw new Error(
        `${JSON.stringify(command).slice(0, 200)}: ${status} ${JSON.stringify(body)}`,
      );
    }
    return body.seq;
  }

  /** The state of an incident, as this person may see it. */
  async state(incident) {
    return (await this.get(`/api/incidents/${incident}`)).body.incident;
  }

  /** Entries of the log, as this person may see them. */
  async events(incident, after = 0) {
    return (await this.get(`/api/incidents/${incident}/events?after=${after}&limit=500`)).body;
  }

  /** Opens the incident's socket; `hello` unless told otherwise. */
  async live(incident, { since = 0, hello = true } = {}) {
    const socket = new Live(
      `${this.base.replace("http", "ws")}/api/incidents/${incident}/live`,
      this.headers,
    );
    await socket.opened;
    if (hello) socket.send({ hello: { version: 1, since } });
    return socket;
  }
}

/** A socket that remembers every frame, and waits for the next one that fits. */
export class Live {
  #waiting = new Set();

  constructor(url, headers) {
    this.frames = [];
    this.socket = new WebSocket(url, { headers });
    this.socket.addEventListener("message", ({ data }) => this.#hear(data));
    this.opened = new Promise((done, fail) => {
      this.socket.addEventListener("open", done, { once: true });
      this.socket.addEventListener("error", () => fail(new Error("the socket failed")), {
        once: true,
      });
    });
    this.closed = new Promise((done) =>
      this.socket.addEventListener("close", done, { once: true }),
    );
  }

  #hear(data) {
    // Binary frames carry texts: they are an editor's, `replica.mjs`.
    if (typeof data !== "string") return;
    const frame = data === "pong" ? data : JSON.parse(data);
    this.frames.push(frame);
    for (const look of [...this.#waiting]) look(frame);
  }

  send(frame) {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** The content of the first frame of a kind, past or to come, that fits. */
  async first(kind, fits = () => true, withinMs = 5000) {
    const known = this.frames.find((frame) => frame[kind] !== undefined && fits(frame[kind]));
    return known ? known[kind] : this.next(kind, fits, withinMs);
  }

  /** The content of the next frame of a kind that fits. */
  next(kind, fits = () => true, withinMs = 5000) {
    return new Promise((done, fail) => {
      const late = setTimeout(() => {
        this.#waiting.delete(look);
        fail(new Error(`no frame '${kind}' within ${withinMs} ms`));
      }, withinMs);
      const look = (frame) => {
        if (frame[kind] === undefined || !fits(frame[kind])) return;
        this.#waiting.delete(look);
        clearTimeout(late);
        done(frame[kind]);
      };
      this.#waiting.add(look);
    });
  }

  /** The content of the next frame of a kind, of any content, after sending something. */
  answer(frame, kind) {
    const answer = this.next(kind);
    this.send(frame);
    return answer;
  }

  async close() {
    this.socket.close();
    await this.closed;
  }
}

/** The demo organisation and its people: `people.business_lead[0]` is the primary, and so on. */
export async function firm(base = BASE_URL) {
  await new Caller(0, base).get("/api/me");
  const { body: organisation } = await new Caller(1, base).get("/api/organisation");
  const callers = new Map(organisation.people.map(({ id }) => [id, new Caller(id, base)]));
  const rosters = organisation.rosters.map(({ role, people }) => [
    typeof role === "string" ? role : JSON.stringify(role),
    people.map((id) => callers.get(id)),
  ]);
  const seated = new Set(organisation.rosters.flatMap(({ people }) => people));
  const onlookers = organisation.people
    .filter(({ id }) => !seated.has(id))
    .map(({ id }) => callers.get(id));
  return { organisation, callers, people: Object.fromEntries(rosters), onlookers };
}

/** Declares an incident; answers its id. */
export async function declare(caller, { title = "Checkout fails", id = randomUUID() } = {}) {
  const command = {
    declare: { title, parent: "INC-1", commander: "Ana Brook", phase: "identification" },
  };
  const { status, body } = await caller.post("/api/incidents", { id, command });
  if (status !== 201) throw new Error(`declare: ${status} ${JSON.stringify(body)}`);
  return body.incident;
}

/** The state once every page has arrived or cannot: until then the log grows by itself. */
export async function settled(caller, incident, withinMs = 10_000) {
  const ways = ["delivered", "unreached"];
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(50)) {
    const state = await caller.state(incident);
    if (state.seats.every(({ page }) => !page || ways.includes(page.reach))) return state;
  }
  throw new Error("a page is still under way");
}

/** What a socket's opening is answered: { status, text }, also where it is refused. */
export function opening(caller, path) {
  const headers = {
    ...caller.headers,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-key": "bm90aGluZyB0byBoaWRl",
    "sec-websocket-version": "13",
  };
  return new Promise((done, fail) => {
    const asked = request(caller.base + path, { headers });
    asked.once("error", fail);
    asked.once("upgrade", (answer, socket) => {
      socket.destroy();
      done({ status: answer.statusCode, text: null });
    });
    asked.once("response", async (answer) => {
      let text = "";
      for await (const chunk of answer.setEncoding("utf8")) text += chunk;
      done({ status: answer.statusCode, text });
    });
    asked.end();
  });
}
