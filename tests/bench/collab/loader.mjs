// Starts the load's process and gives it orders; see load.mjs for what it does with them.
import { fork } from "node:child_process";
import { join } from "node:path";

const PROGRAM = join(import.meta.dirname, "load.mjs");

export class Loader {
  #asked = new Map();
  #last = 0;

  constructor() {
    this.child = fork(PROGRAM, { serialization: "advanced" });
    this.child.on("message", ({ id, answer, error }) => {
      const { done, fail } = this.#asked.get(id);
      this.#asked.delete(id);
      if (error) fail(new Error(error));
      else done(answer);
    });
    this.gone = new Promise((done) => this.child.once("exit", done));
    this.child.once("exit", () => {
      for (const { fail } of this.#asked.values()) fail(new Error("the load has ended"));
    });
  }

  ask(order, given = {}) {
    const id = (this.#last += 1);
    return new Promise((done, fail) => {
      this.#asked.set(id, { done, fail });
      this.child.send({ id, order, given });
    });
  }

  async end() {
    await this.ask("end").catch(() => {});
    this.child.kill();
    await this.gone;
  }
}
