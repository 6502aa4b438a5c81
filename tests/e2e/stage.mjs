// An incident in full swing, set up through the API in the words of the walk-through: emergency
// operations, a message in review with changes since earlier sign-offs, one being drafted, and work
// on every list. For tests and pictures that look at screens instead of making them come about.
import { randomUUID } from "node:crypto";
import { firm } from "../worker/client.mjs";
import { ACTS, OPENING, Walk } from "../worker/walk.mjs";

/** The acts that lead to a first message in review; of the last one, what makes a new version. */
const ACTS_WHOLE = 5;
const STEPS_OF_NEXT = 4;

/** Messages of the incident: one whose third version is in review, one that is being written. */
export const REVIEWED = 1;
export const DRAFTED = 2;
const PARTNERS = 4;

const DRAFT = {
  subject: "Payments at your customers",
  body: "Dear [[first name]],\n\nsince {{start time}} {{customer effect}}. We call you by 14:15.",
  channels: ["mail"],
  recipients: { list: "Partners", count: 12, columns: ["first name"], sha256: null },
  spokesperson: null,
  links: [],
};

/**
 * Sets the incident up, perhaps on a server of its own; answers its id and its people by role,
 * primary first.
 */
export async function stage(base) {
  const { people } = await firm(base);
  const [liaison] = people.customer_liaison;
  const opening = { id: randomUUID(), command: titled(OPENING) };
  const { body } = await liaison.post("/api/incidents", opening);
  const walk = new Walk(people, body.incident);
  const acts = Object.values(ACTS);
  const steps = [...acts.slice(0, ACTS_WHOLE).flat(), ...acts[ACTS_WHOLE].slice(0, STEPS_OF_NEXT)];
  for (const step of steps) {
    const named = { ...step, command: titled(step.command) };
    await walk.sends(await walk.request(named, randomUUID()), named);
  }
  for (const [role, command] of work(people)) await people[role][0].done(walk.incident, command);
  return { incident: walk.incident, people };
}

/** Long enough to need a second line on a phone. */
const title = "Checkout and payment confirmation unavailable in the European Union";

function titled(command) {
  const names = ["open_watch", "declare"].filter((name) => command?.[name]);
  return names.length ? { [names[0]]: { ...command[names[0]], title } } : command;
}

/** What makes every list show something: [whose, command]. */
function work(people) {
  const id = (role) => people[role][0].person;
  const phase = "identification";
  const message = DRAFTED;
  const owner = (role, title, estimate) => ({
    assign_task: { title, owner: id(role), role, estimate },
  });
  return [
    ["business_lead", { plan_message: { audience: PARTNERS, phase } }],
    ["business_lead", { start_message: { message, together: false } }],
    ["technical_slt", { save_draft: { message, base: 0, content: DRAFT } }],
    ["legal_officer", { suggest: { message, quote: "We call you", note: "By whom?" } }],
    ["business_lead", { page: { role: "elt_approver", person: null, reason: "to approve" } }],
    ["business_lead", owner("legal_officer", "Ask the regulator's desk whether we report", 20)],
    ["business_lead", owner("technical_slt", "Say which orders need a second look", 10)],
    ["technical_slt", { acknowledge_task: { task: 2 } }],
    ["business_lead", { note_todo: { text: "Watch renewals of certificates", owner: null } }],
    ["business_lead", { open_poll: { proposal: "We answer the press ourselves" } }],
    ["legal_officer", { object_to_poll: { poll: 1, text: "Not before the facts are checked" } }],
    ["marketing_officer", { report_abnormal: { text: "A campaign shows the wrong price" } }],
    ["legal_officer", { advise: { text: "No word on refunds before Monday", limited: false } }],
    ["customer_liaison", { relay: { text: "A new certificate is being rolled out", phase: null } }],
  ];
}

/** Every page: its name, whose eyes see most of it, its address. */
export function pages(incident) {
  const at = `/incidents/${incident}`;
  const page = (name, path = `${at}/${name}`, role = "business_lead") => ({ name, path, role });
  return [
    page("incidents", "/"),
    page("declare", "/declare"),
    page("now", at),
    ...["roles", "messages", "briefing", "operations", "tasks", "log", "resolve"].map((name) =>
      page(name),
    ),
    page("organisation", "/organisation"),
    page("organisation-person", "/organisation/people/13"),
    ...["people", "roles", "departments", "messages", "settings", "log", "import", "paper"].map(
      (name) => page(`organisation-${name}`, `/organisation/${name}`),
    ),
    page("message-drafted", `${at}/messages/${DRAFTED}`, "technical_slt"),
    page("message-reviewed", `${at}/messages/${REVIEWED}`, "customer_liaison"),
    page("message-watched", `${at}/messages/${REVIEWED}`),
  ];
}
