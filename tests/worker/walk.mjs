// The acceptance walk-through: one business incident from the first doubt to the sealed record, as
// a list of acts, each a list of steps that people take through the API. It asserts what each step
// is answered; what the whole comes to is the tests' business.
//
// Left for later issues: the commander's own link, the press answered from approved lines, exports.
// The executive declines instead of staying silent; time-outs have a test of their own.
import assert from "node:assert/strict";

const MESSAGES = { first: 1, monitoring: 2, resolution: 3 };
const STRATEGIC = 2;
const known = (text) => ({ known: text });

const FACTS = {
  start_time: known("13:00 UTC"),
  trigger: known("a renewed certificate that our side did not trust"),
  affected_now: known("41 of our largest customers"),
  affected_worst: "unknown",
  services: known("checkout"),
  customer_effect: known("payments stay pending"),
  next_news: known("14:15 UTC"),
  anything_else: "unknown",
};

/** A command that must be taken. */
const asks = (who, command) => ({ who, command });
/** A command that must be refused, with this code. */
const refused = (who, command, code) => ({ who, command, code });
/** A named approval endpoint, with the fingerprint of the text as it stands. */
const signs = (who, gate, message, said) => ({ who, gate, message, said });

const arrives = (who, role = who) => [
  asks(who, { accept_page: { role, eta: null } }),
  asks(who, { set_presence: { call: true, chat: true, proxy: null } }),
];
const pages = (role) =>
  asks("business_lead", { page: { role, person: null, reason: "needed now" } });

const writes = (message, base, effect) =>
  asks("technical_slt", ({ person }) => ({
    save_draft: {
      message,
      base,
      content: {
        subject: "Your payments",
        body: `Dear [[first name]],\n\nsince {{start time}}: {{customer effect}}. ${effect}`,
        channels: ["mail"],
        recipients: {
          list: "Strategic customers",
          count: 41,
          columns: ["first name"],
          sha256: null,
        },
        spokesperson: person("technical_slt"),
        links: [],
      },
    },
  }));
const submits = (message, revision) => asks("technical_slt", { submit: { message, revision } });
const revises = (message) => asks("technical_slt", { revise: { message } });

const pass = { verdict: "pass" };
const reviewed = (message) => [
  signs("customer_liaison", "accuracy", message, pass),
  signs("legal_officer", "legal", message, pass),
  signs("messaging_officer", "messaging", message, pass),
];
const approves = (message) => [
  signs("elt_approver:1", "approval", message, pass),
  asks("customer_liaison", { put_to_commander: { message } }),
];
const authorizes = (message) =>
  signs("customer_liaison", "authorization", message, {
    answer: "yes",
    means: "call",
    note: "Yes.",
  });
const plans = (phase, reuse = null) =>
  asks("business_lead", { plan_message: { audience: STRATEGIC, phase, reuse } });
const starts = (message) => asks("business_lead", { start_message: { message, together: false } });
const sends = (message) => [
  asks("business_lead", ({ person }) => ({
    direct_sender: { message, person: person("marketing_officer"), role: "marketing_officer" },
  })),
  signs("marketing_officer", "distribution", message, {}),
  signs("marketing_officer", "distribution", message, {
    deliveries: [{ channel: "mail", at: Date.now(), count: 41, failures: 0 }],
  }),
];
const relays = (text, phase) => [
  asks("customer_liaison", { relay: { text, phase } }),
  asks("business_lead", { acknowledge_phase: { phase } }),
];
const halts = (item) =>
  asks("marketing_officer", { halt_item: { item, evidence: "Shown as paused" } });
const restarts = (who, side, items) => [
  asks("business_lead", { order_restart: { side, override_reason: null } }),
  ...items.map((item) => asks(who, { restart_item: { item, missed: "resume" } })),
  asks(who, { report_resumed: { side } }),
];

/** The opening command of the walk; the incident's id comes with its answer. */
export const OPENING = {
  open_watch: {
    title: "Checkout fails",
    parent: "INC-1",
    commander: "Ana Brook",
    phase: "identification",
    exercise: false,
  },
};

export const ACTS = {
  "declared from a watch, the initial three paged": [
    ...arrives("technical_slt"),
    asks("technical_slt", {
      recommend: { escalate: true, note: "Large customers are concerned." },
    }),
    asks("customer_liaison", {
      declare: {
        title: "Checkout fails",
        parent: "INC-1",
        commander: "Ana Brook",
        phase: "identification",
      },
    }),
    ...arrives("business_lead"),
    ...arrives("customer_liaison"),
    ...arrives("legal_officer"),
    refused("business_lead", "open_briefing", "handoff_open"),
  ],
  "the first standby declines, the second takes the technical side": [
    asks("customer_liaison", { page_standby: { person: null } }),
    asks("customer_liaison:1", { decline_standby: { note: "On a train." } }),
    asks("customer_liaison:2", "accept_standby"),
    asks("customer_liaison", {
      note_handoff: {
        state: "Searching.",
        promises: "None.",
        drafts: "None.",
        customers_reporting: "Fourteen.",
      },
    }),
    asks("customer_liaison:2", "confirm_standby_present"),
    asks("customer_liaison:2", "accept_handoff"),
  ],
  "the briefing, with two unknowns": [
    asks("business_lead", "open_briefing"),
    ...Object.entries(FACTS).map(([question, answer]) =>
      asks("customer_liaison", { state_fact: { question, answer } }),
    ),
    refused("business_lead", "activate", "notes_missing"),
    asks("technical_slt", { publish_notes: { text: "Payments stay pending since 13:00 UTC." } }),
    asks("technical_slt", "confirm_enough"),
    asks("business_lead", "activate"),
    asks("business_lead", {
      state_status: { text: "Checkout fails; the cause is known.", next_in: 30 },
    }),
  ],
  "campaigns halted, one exempt": [
    ...["marketing_officer", "social_officer", "messaging_officer"].flatMap((role) => [
      pages(role),
      ...arrives(role),
    ]),
    asks("business_lead", { order_halt: { side: "marketing", estimate: 15 } }),
    asks("business_lead", { order_halt: { side: "social", estimate: 10 } }),
    ...[1, 2, 3, 4, 5, 6].map(halts),
    refused("marketing_officer", { report_stopped: { side: "marketing" } }, "still_running"),
    asks("marketing_officer", { exempt_item: { item: 7, reason: "Due by law." } }),
    asks("marketing_officer", { report_stopped: { side: "marketing" } }),
    ...[8, 9].map((item) => asks("social_officer", { halt_item: { item, evidence: null } })),
    asks("social_officer", { report_stopped: { side: "social" } }),
  ],
  "a message, drafted; accuracy returns a number": [
    plans("identification"),
    starts(MESSAGES.first),
    writes(MESSAGES.first, 0, "It concerns 500 of your orders."),
    submits(MESSAGES.first, 1),
    signs("customer_liaison", "accuracy", MESSAGES.first, { verdict: "return", note: "It is 50." }),
    writes(MESSAGES.first, 1, "It concerns 50 of your orders. We guarantee a refund."),
    submits(MESSAGES.first, 2),
    signs("customer_liaison", "accuracy", MESSAGES.first, pass),
  ],
  "legal objects strongly; fixed, and the others re-affirm": [
    signs("legal_officer", "legal", MESSAGES.first, {
      verdict: "strong_objection",
      note: "No guarantee is owed.",
      span: "We guarantee a refund",
      policy: "Contracts, section 4",
    }),
    revises(MESSAGES.first),
    writes(MESSAGES.first, 2, "It concerns 50 of your orders. We look into refunds."),
    submits(MESSAGES.first, 3),
    ...reviewed(MESSAGES.first),
  ],
  "the executive cannot; the backup approves": [
    pages("elt_approver"),
    asks("elt_approver", { decline_page: { role: "elt_approver", note: "In the air." } }),
    ...arrives("elt_approver:1", "elt_approver"),
    signs("elt_approver:1", "approval", MESSAGES.first, pass),
  ],
  "a typo is fixed: every sign-off is void, and all re-affirm": [
    revises(MESSAGES.first),
    writes(MESSAGES.first, 3, "It concerns 50 of your orders. We are looking into refunds."),
    submits(MESSAGES.first, 4),
    refused(
      "elt_approver:1",
      ({ fingerprint }) => verdictOn(fingerprint(MESSAGES.first)),
      "gate_open",
    ),
    ...reviewed(MESSAGES.first),
    ...approves(MESSAGES.first),
  ],
  "the commander says not now, and the next phase supersedes it": [
    signs("customer_liaison", "authorization", MESSAGES.first, {
      answer: { not_now: { ask_again: null } },
      means: "call",
      note: "Wait for the fix.",
    }),
    ...relays("The fix is out; we watch.", "monitoring"),
  ],
  "the monitoring message goes through all gates and out": [
    plans("monitoring", MESSAGES.first),
    starts(MESSAGES.monitoring),
    writes(MESSAGES.monitoring, 0, "The fix is out, and we watch."),
    submits(MESSAGES.monitoring, 1),
    ...reviewed(MESSAGES.monitoring),
    ...approves(MESSAGES.monitoring),
    authorizes(MESSAGES.monitoring),
    ...sends(MESSAGES.monitoring),
    asks("social_officer", { note: { text: "Worried rather than angry." } }),
  ],
  "resolution: nothing restarts before the message is out": [
    ...relays("It is over.", "resolution"),
    asks("business_lead", "begin_resolving"),
    refused(
      "business_lead",
      { order_restart: { side: "social", override_reason: null } },
      "resolution_unsent",
    ),
    plans("resolution"),
    starts(MESSAGES.resolution),
    writes(MESSAGES.resolution, 0, "It is over."),
    submits(MESSAGES.resolution, 1),
    ...reviewed(MESSAGES.resolution),
    ...approves(MESSAGES.resolution),
    authorizes(MESSAGES.resolution),
    ...sends(MESSAGES.resolution),
  ],
  "social restarts, then marketing": [
    ...restarts("social_officer", "social", [8, 9]),
    ...restarts("marketing_officer", "marketing", [1, 2, 3, 4, 5, 6]),
  ],
  "no end while a follow-up lacks an owner; then resolved, analysed, sealed": [
    asks("customer_liaison", {
      state_fact: { question: "affected_worst", answer: known("50 orders") },
    }),
    asks("customer_liaison", { state_fact: { question: "anything_else", answer: known("no") } }),
    asks("business_lead", { note_todo: { text: "Watch renewals.", owner: null } }),
    asks("business_lead", "order_analysis"),
    refused("business_lead", "resolve", "no_owner"),
    asks("business_lead", ({ person }) => ({
      own_todo: { todo: 1, owner: person("technical_slt") },
    })),
    asks("business_lead", "resolve"),
    asks("technical_slt", { acknowledge_task: { task: 1 } }),
    asks("technical_slt", { finish_task: { task: 1, outcome: "Shared within the day." } }),
    asks("business_lead", "close"),
    refused("business_lead", { note: { text: "One more thing." } }, "sealed"),
  ],
};

const verdictOn = (fingerprint) => ({
  give_verdict: { message: MESSAGES.first, gate: "approval", verdict: "pass", fingerprint },
});

/** Where the walk is on one server: who is who, and which incident it is. */
export class Walk {
  constructor(people, incident) {
    this.people = people;
    this.incident = incident;
  }

  /** `role` is its primary, `role:1` its first backup. */
  caller(who) {
    const [role, rank = 0] = who.split(":");
    return this.people[role][rank];
  }

  async fingerprint(message) {
    const { messages } = await this.caller("technical_slt").state(this.incident);
    return messages.find(({ id }) => id === message)?.version?.fingerprint ?? "0".repeat(64);
  }

  /** What a step sends: { caller, path, body }. */
  async request({ who, command, gate, message, said }, id) {
    const caller = this.caller(who);
    const base = `/api/incidents/${this.incident}`;
    if (gate) {
      const fingerprint = await this.fingerprint(message);
      return {
        caller,
        path: `${base}/messages/${message}/${gate}`,
        body: { id, fingerprint, ...said },
      };
    }
    const now = typeof command === "function" && (await this.fingerprint(MESSAGES.first));
    const person = (role) => this.caller(role).person;
    const asked =
      typeof command === "function" ? command({ person, fingerprint: () => now }) : command;
    return { caller, path: `${base}/commands`, body: { id, command: asked } };
  }

  /** Sends a request, and asserts what the step says it is answered. */
  async sends({ caller, path, body }, { code }) {
    const answer = await caller.post(path, body);
    const said = `${JSON.stringify(body).slice(0, 300)}: ${JSON.stringify(answer.body)}`;
    assert.equal(answer.body.code, code, said);
    if (!code) assert.equal(answer.status, 200, said);
  }
}
