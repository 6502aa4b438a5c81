// An incident in which messages are written, for tests that look at texts: as many drafts as they
// want, each in the Technical SLT's hands.
import { createHash, randomUUID } from "node:crypto";
import { ACTS, OPENING, Walk } from "./walk.mjs";

/** Acts of the walk until the first message is planned. */
const ACTS_BEFORE = 4;
const ENDED = ["distributed", "superseded", "skipped", "withdrawn"];
const AUDIENCES = [1, 2, 3];

/** Walks an incident to where messages are written. */
export async function drafting(people) {
  const [lead] = people.business_lead;
  const [slt] = people.technical_slt;
  const opening = { id: randomUUID(), command: OPENING };
  const { body } = await people.customer_liaison[0].post("/api/incidents", opening);
  const walk = new Walk(people, body.incident);
  for (const step of Object.values(ACTS).slice(0, ACTS_BEFORE).flat()) {
    await walk.sends(await walk.request(step, randomUUID()), step);
  }
  const id = walk.incident;
  const message = async (number) =>
    (await slt.state(id)).messages.find((known) => known.id === number);
  let made = 0;
  return {
    id,
    walk,
    message,
    digest: (text) => textDigest(text),
    /** A new message in drafting, with this text. */
    async draft(text) {
      const { messages } = await lead.state(id);
      for (const { id: old, stage } of messages) {
        const withdraw = { withdraw_message: { message: old, reason: "Next." } };
        if (!ENDED.includes(stage)) await lead.done(id, withdraw);
      }
      const audience = AUDIENCES[made % AUDIENCES.length];
      made += 1;
      const phase = "identification";
      await lead.done(id, { plan_message: { audience, phase, reuse: null } });
      const number = Math.max(...(await lead.state(id)).messages.map((known) => known.id));
      await lead.done(id, { start_message: { message: number, together: false } });
      const { draft: now } = await message(number);
      const content = { ...now.content, subject: "Checkout", body: text, channels: ["chat"] };
      const save = { message: number, base: now.revision, content };
      await slt.done(id, { save_draft: save });
      return number;
    },
  };
}

/** What a submission names: SHA-256 over purpose and text, each with its length before it. */
export function textDigest(text) {
  const hash = createHash("sha256");
  for (const field of [Buffer.from("muster/text/1"), Buffer.from(text)]) {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(field.length));
    hash.update(length).update(field);
  }
  return hash.digest("hex");
}
