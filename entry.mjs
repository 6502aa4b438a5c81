// The Worker's entry: the compiled Worker, with its Durable Objects guarded.
//
// A Rust panic, or a JavaScript exception that crosses WebAssembly, leaves the promise of the call
// in flight unsettled for ever, and the caller with it. The runtime shim of the `worker` crate
// notes such an abort in `__worker_init_state.criticalError` and builds a fresh instance for the
// next call. This file listens for that note and rejects every call still in flight, so that a
// caller gets an error at once. It decides nothing else.
//
// `__worker_init_state` is private to the crate: Cargo.toml pins the version, and a test panics a
// room and expects a quick 5xx.
import { DurableObject } from "cloudflare:workers";
import worker, { Office as InnerOffice, Room as InnerRoom } from "./build/worker/index.js";

const state = globalThis.__worker_init_state;
const inFlight = new Set();
let aborted = state.criticalError;

Object.defineProperty(state, "criticalError", {
  configurable: true,
  enumerable: true,
  get: () => aborted,
  set: (value) => {
    aborted = value;
    if (!value) return;
    const rejects = [...inFlight];
    inFlight.clear();
    for (const reject of rejects) reject(new Error("the instance was aborted"));
  },
});

// Exceptions thrown by the platform through WebAssembly do not pass the panic hook.
addEventListener("error", () => {
  state.criticalError = true;
});

/** Settles as the call does, or rejects once the instance it runs in is aborted. */
function guard(call) {
  const { promise, reject } = Promise.withResolvers();
  inFlight.add(reject);
  return Promise.race([call, promise]).finally(() => inFlight.delete(reject));
}

/** The same Durable Object class, every handler guarded. */
function guarded(Inner) {
  return class extends DurableObject {
    constructor(ctx, env) {
      super(ctx, env);
      this.inner = new Inner(ctx, env);
    }
    fetch(request) {
      return guard(this.inner.fetch(request));
    }
    alarm(info) {
      return guard(this.inner.alarm(info));
    }
    webSocketMessage(socket, message) {
      return guard(this.inner.webSocketMessage(socket, message));
    }
    webSocketClose(socket, code, reason, clean) {
      return guard(this.inner.webSocketClose(socket, code, reason, clean));
    }
    webSocketError(socket, error) {
      return guard(this.inner.webSocketError(socket, error));
    }
  };
}

export class Room extends guarded(InnerRoom) {}
export class Office extends guarded(InnerOffice) {}
export default worker;
