// An editor of one message's text as the app is one, but with Yjs as its engine: joins over the
// incident's socket, sends what it types, and keeps what the room has not answered.
// What should come of it is the tests' business.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

const SYNC = 0;
const AWARENESS = 1;
const KEPT = 4;
const [ASK, WHOLE, UPDATE] = [0, 1, 2];

/** A frame about the text of a message. */
export function frame(message, write) {
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, message);
  write?.(out);
  return encoding.toUint8Array(out);
}

const sync = (kind, bytes) => (out) => {
  encoding.writeVarUint(out, SYNC);
  encoding.writeVarUint(out, kind);
  encoding.writeVarUint8Array(out, bytes);
};

export class Replica {
  constructor(caller, incident, message, client) {
    Object.assign(this, { caller, incident, message });
    this.doc = new Y.Doc();
    if (client !== undefined) this.doc.clientID = client;
    this.text = this.doc.getText("text");
    this.unanswered = [];
    this.refused = [];
    this.states = [];
    /** Units of ours that the room has said are kept. */
    this.acknowledged = 0;
    this.socket = null;
    this.doc.on("update", (update, origin) => origin !== this && this.#say(UPDATE, update));
  }

  /** What is in the text here. */
  toString() {
    return this.text.toString();
  }

  get client() {
    return this.doc.clientID;
  }

  /** Opens the line; resolved when everything is here that the room has. */
  async connect() {
    this.unanswered = [];
    const live = await this.caller.live(this.incident);
    live.socket.binaryType = "arraybuffer";
    this.socket = live;
    live.socket.addEventListener("message", ({ data }) => {
      if (typeof data !== "string" && this.socket === live) this.#hear(new Uint8Array(data));
    });
    await live.first("welcome");
    await this.sync();
    return live;
  }

  /** Asks for what is lacking; resolved when it is here. */
  sync() {
    const synced = new Promise((done) => (this.synced = done));
    this.send(sync(ASK, Y.encodeStateVector(this.doc)));
    return synced;
  }

  send(write) {
    const { socket } = this.socket ?? {};
    if (socket?.readyState === WebSocket.OPEN) socket.send(frame(this.message, write));
  }

  /** Sends an update as it is, whosever. */
  sendUpdate(update) {
    this.unanswered.push(0);
    this.send(sync(UPDATE, update));
  }

  showAwareness(bytes) {
    this.send((out) => {
      encoding.writeVarUint(out, AWARENESS);
      encoding.writeVarUint8Array(out, bytes);
    });
  }

  /** Cuts the line without a word. */
  cut() {
    const live = this.socket;
    this.socket = null;
    live?.socket.close();
    return live?.closed;
  }

  /** Resolved when the room has answered everything. */
  async settled(withinMs = 10_000) {
    for (const until = Date.now() + withinMs; this.unanswered.length; ) {
      if (Date.now() > until) throw new Error(`${this.unanswered.length} not answered`);
      await new Promise((done) => setTimeout(done, 5));
    }
  }

  #say(kind, update) {
    if (this.socket?.socket.readyState !== WebSocket.OPEN) return;
    this.unanswered.push(Y.getState(this.doc.store, this.client));
    this.send(sync(kind, update));
  }

  #hear(bytes) {
    const read = decoding.createDecoder(bytes);
    if (decoding.readVarUint(read) !== this.message) return;
    const kind = decoding.readVarUint(read);
    if (kind === KEPT) this.acknowledged = Math.max(this.acknowledged, this.unanswered.shift());
    if (kind === AWARENESS) this.states.push(decoding.readVarUint8Array(read));
    if (kind !== SYNC) return;
    const step = decoding.readVarUint(read);
    const body = decoding.readVarUint8Array(read);
    if (step === ASK) {
      const lacking = Y.encodeStateAsUpdate(this.doc, body);
      // Two bytes say that there is nothing.
      if (lacking.length > 2) this.#say(WHOLE, lacking);
      return;
    }
    Y.applyUpdate(this.doc, body, this);
    if (step === WHOLE) this.synced?.();
  }
}
