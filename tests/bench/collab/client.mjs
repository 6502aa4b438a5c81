// One participant of a room on the wire: y-protocols by hand over a WebSocket, one Y.Doc. The same
// for every server, so that a difference between two servers is never one of two client libraries.
// It measures nothing but when an edit arrived; what to make of that is the load's business.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";

const FRAME = { sync: 0, auth: 2, syncReply: 4, ping: 9, pong: 10 };
const AUTH_TOKEN = 0;
const OPEN_MS_MAX = 30_000;

/**
 * A server's address of one room: { url, headers, document }.
 * `document` is given for Hocuspocus only: there each frame begins with the document's name, and a
 * token comes before everything else.
 */
export class Peer {
  constructor({ url, headers = {}, document }) {
    this.url = url;
    this.headers = headers;
    this.document = document;
    this.doc = new Y.Doc();
    this.text = this.doc.getText("text");
    this.place = 0;
    this.inbox = [];
    this.closed = null;
    // (client, first clock, clock after the last, when): what became known by one frame.
    this.onEdits = () => {};
    this.doc.on("update", (update, origin) => origin === this || this.#sendUpdate(update));
  }

  /** Resolves once the server has told all it knew. */
  open() {
    const options = { headers: this.headers, perMessageDeflate: false, skipUTF8Validation: true };
    this.socket = new WebSocket(this.url, options);
    this.socket.binaryType = "nodebuffer";
    return new Promise((done, fail) => {
      const late = setTimeout(() => this.#fail(fail, "is not in sync"), OPEN_MS_MAX);
      this.onSynced = () => {
        clearTimeout(late);
        done();
      };
      this.socket.on("open", () => this.#greet());
      this.socket.on("message", (data, binary) => binary && this.#hear(data));
      this.socket.on("error", (error) => this.#fail(fail, error.message));
      this.socket.on("close", (code, reason) => {
        clearTimeout(late);
        this.closed = `${code} ${reason}`;
        this.#fail(fail, `was closed: ${this.closed}`);
      });
    });
  }

  #fail(fail, what) {
    fail(new Error(`${this.url} ${what}`));
  }

  #frame(type, write) {
    const encoder = encoding.createEncoder();
    if (this.document) encoding.writeVarString(encoder, this.document);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    return encoding.toUint8Array(encoder);
  }

  #greet() {
    if (this.document) {
      const token = this.#frame(FRAME.auth, (encoder) => {
        encoding.writeVarUint(encoder, AUTH_TOKEN);
        encoding.writeVarString(encoder, "");
      });
      this.socket.send(token);
    }
    this.socket.send(this.#frame(FRAME.sync, (encoder) => sync.writeSyncStep1(encoder, this.doc)));
  }

  // The time is taken before any work, and the work is put off until every socket that has data
  // was read: otherwise the last of two hundred would seem late because the first were decoded.
  #hear(data) {
    if (this.inbox.length === 0) setImmediate(() => this.#work());
    this.inbox.push({ data, at: performance.now() });
  }

  #work() {
    for (const { data, at } of this.inbox.splice(0)) this.#take(data, at);
  }

  #take(data, at) {
    const decoder = decoding.createDecoder(data);
    if (this.document) decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === FRAME.ping) this.socket.send(this.#frame(FRAME.pong, () => {}));
    if (type !== FRAME.sync && type !== FRAME.syncReply) return;
    const before = new Map(this.doc.store.clients.keys().map((id) => [id, this.clock(id)]));
    const answer = encoding.createEncoder();
    const kind = sync.readSyncMessage(decoder, answer, this.doc, this);
    const words = encoding.toUint8Array(answer);
    if (words.length) {
      this.socket.send(this.#frame(FRAME.sync, (it) => encoding.writeUint8Array(it, words)));
    }
    if (kind === sync.messageYjsSyncStep2) this.onSynced();
    for (const id of this.doc.store.clients.keys()) {
      const [from, to] = [before.get(id) ?? 0, this.clock(id)];
      if (to > from && id !== this.doc.clientID) this.onEdits(id, from, to, at);
    }
  }

  /** How many characters of a client this participant has. */
  clock(client) {
    return Y.getState(this.doc.store, client);
  }

  /** Types one character: most go where the last one went, `jump` (0 to 1) says where else. */
  type(jump) {
    if (jump !== undefined) this.place = Math.floor(jump * (this.text.length + 1));
    this.place = Math.min(this.place, this.text.length);
    this.text.insert(this.place, "abcdefghijklmnopqrstuvwxyz"[this.place % 26]);
    this.place += 1;
  }

  #sendUpdate(update) {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    this.socket.send(this.#frame(FRAME.sync, (encoder) => sync.writeUpdate(encoder, update)));
  }

  end() {
    this.socket.terminate();
    this.doc.destroy();
  }
}
