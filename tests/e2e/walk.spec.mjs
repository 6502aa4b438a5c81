// The acceptance walk-through in Chromium: an incident from its declaration to its resolution, by
// people on devices of their own, the Technical SLT on a phone.
// The same story through the API, with all its refusals, is tests/worker/walk.test.mjs.
import { expect, test } from "@playwright/test";
import { arrive, command, open, press, roster, row, state } from "./people.mjs";

test.describe.configure({ mode: "serial" });

const all = {};
let incident;
let of;

test.beforeAll(async ({ browser, request }) => {
  ({ of } = await roster(request));
  const desk = {
    lead: "business_lead",
    liaison: "customer_liaison",
    legal: "legal_officer",
    messaging: "messaging_officer",
    elt: "elt_approver",
    marketing: "marketing_officer",
    social: "social_officer",
  };
  for (const [name, role] of Object.entries(desk)) all[name] = await arrive(browser, of(role)[0]);
  const viewport = { width: 390, height: 844 };
  all.slt = await arrive(browser, of("technical_slt")[0], {
    viewport,
    hasTouch: true,
    isMobile: true,
  });
  all.standby = await arrive(browser, of("customer_liaison")[1]);
  all.second = await arrive(browser, of("customer_liaison")[2] ?? of("elt_approver")[1]);
});

test.afterAll(async () => {
  for (const page of Object.values(all)) {
    expect(page.faults, `person ${page.person}`).toEqual([]);
    await page.context().close();
  }
});

/** Sees something on every screen that has the incident open, within the promised two seconds. */
async function everybodySees(pages, text) {
  for (const page of pages)
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 2_000 });
}

test("[R18] declaring takes three fields", async () => {
  const page = all.lead;
  await page.goto("/declare");
  await page.getByLabel("What is wrong").fill("Checkout unavailable in the EU");
  await page.getByLabel("Technical incident").fill("INC-2231");
  await page.getByLabel("Technical commander").fill("Ana Brook");
  await page.getByRole("button", { name: "Declare, and page the first three" }).click();
  await expect(page).toHaveURL(/\/incidents\/[0-9a-f]{32}$/);
  incident = page.url().split("/").pop();
  await expect(page.getByText("Mobilising").first()).toBeVisible();
});

test("[R21] [R28] the initial three answer their pages and say where they are", async () => {
  for (const name of ["lead", "liaison", "slt", "legal"]) {
    const page = all[name];
    await open(page, incident, "roles");
    const accept = page.getByRole("button", { name: "Accept", exact: true });
    await expect(accept).toBeVisible();
    await press(page, page, "Accept", {});
    await press(page, page, "Where I am", {
      "On the business call": true,
      "In the business chat": true,
    });
  }
});

test("[R34] [R36] [R35] the first standby declines, the second accepts the technical side", async () => {
  const roles = [all.liaison, all.standby];
  await open(all.standby, incident, "roles");
  await press(all.liaison, all.liaison, "Page a standby", {});
  await press(all.standby, all.standby, "I cannot", {});
  const handoff = (await state(all.liaison, incident)).liaison.handoff;
  const next = handoff.paged?.standby;
  if (next === undefined) await press(all.liaison, all.liaison, "Page a standby", {});
  const asked = next ?? (await state(all.liaison, incident)).liaison.handoff.paged.standby;
  const standby = Object.values(all).find((page) => page.person === asked) ?? all.second;
  await open(standby, incident, "roles");
  await press(standby, standby, "I am on the technical call");
  await press(all.liaison, all.liaison, "Write the hand-off note", {
    "Where things stand": "Rolling back the payment gateway",
    "Promises made": "Next public update at 14:30",
    "Drafts in hand": "None",
    "Customers who report": "41",
  });
  await press(standby, standby, "Accept the technical side", {});
  await everybodySees(roles.slice(0, 1), /technical side/i);
});

test("[R42] [R43] [R44] [R45] briefing: eight questions, notes, enough to draft", async () => {
  await open(all.lead, incident, "briefing");
  await press(all.lead, all.lead, "Open the briefing");
  await open(all.liaison, incident, "briefing");
  const answers = [
    ["begin", "13:41 CET"],
    ["set it off", "A certificate of the payment gateway expired"],
    ["affected now", "one payment in three"],
    ["at worst", "one payment in two"],
    ["services", "checkout in the EU"],
  ];
  for (const [question, answer] of answers) {
    const asked = all.liaison.getByRole("listitem").filter({ hasText: question }).first();
    await press(all.liaison, asked, "Answer", { Answer: answer });
  }
  for (const question of ["customer effect", "next update"]) {
    const token = question === "customer effect" ? "customer_effect" : "next_news";
    await command(all.liaison, incident, { state_fact: { question: token, answer: "unknown" } });
  }
  await open(all.slt, incident, "briefing");
  await press(all.slt, all.slt, "Publish the notes", {
    Text: "EU checkout fails for a third. Rollback under way.",
  });
  await press(all.slt, all.slt, "Enough to draft");
  await press(all.lead, all.lead, "End the briefing", {});
  await expect(all.lead.getByText("Active").first()).toBeVisible();
});

test("[R58] [R59] [R63] [R64] [R66] [R61] both officers halt, one activity is exempt", async () => {
  await open(all.lead, incident, "roles");
  for (const role of ["marketing_officer", "social_officer", "messaging_officer", "elt_approver"]) {
    await command(all.lead, incident, { page: { role, person: null, reason: "needed" } });
  }
  for (const [name, role] of [
    ["marketing", "marketing_officer"],
    ["social", "social_officer"],
    ["messaging", "messaging_officer"],
    ["elt", "elt_approver"],
  ]) {
    await command(all[name], incident, { accept_page: { role, eta: null } });
  }
  await open(all.lead, incident, "operations");
  for (const side of ["Social", "Marketing"]) {
    const card = all.lead
      .locator("section")
      .filter({ has: all.lead.getByRole("heading", { name: side, exact: true }) });
    await press(all.lead, card, "Order the halt", { "Minutes until done": "5" });
  }
  for (const name of ["social", "marketing"]) {
    const page = all[name];
    await open(page, incident, "operations");
    if (name === "marketing") {
      await press(page, row(page, "Statutory notices"), "Exempt", { Reason: "Required by law" });
    }
    await expect(page.getByRole("button", { name: "Report all stopped" })).toBeVisible();
    const running = page.getByRole("listitem").filter({ hasText: "Running" });
    const halted = running.getByRole("button", { name: "Halted", exact: true });
    for (let left = await halted.count(); left > 0; left -= 1) {
      await press(page, running, "Halted", { Proof: "switched off, see the console" });
      await expect(halted).toHaveCount(left - 1);
    }
    await press(page, page, "Report all stopped");
  }
  await everybodySees([all.lead, all.social, all.marketing], "Emergency operations");
});

let message;

test("[R72] [R81] [R87] the lead plans, the Technical SLT drafts on a phone and submits", async () => {
  await open(all.lead, incident, "messages");
  const phase = (await state(all.lead, incident)).parent.phase;
  await command(all.lead, incident, { plan_message: { audience: 2, phase } });
  message = (await state(all.lead, incident)).messages.at(-1).id;
  await command(all.lead, incident, { start_message: { message, together: false } });
  await open(all.slt, incident, `messages/${message}`);
  await expect(all.slt.getByText("Ask yourself")).toBeVisible();
  await expect(all.slt.getByText("Does the text say")).toBeVisible();
  const text = all.slt.getByRole("textbox", { name: /text/i }).first();
  await text.fill(
    "Dear [[first name]],\n\nsince {{start time}} about {{affected now}} in the EU fails. No card data was exposed.\n\nI will write again.",
  );
  await all.slt.getByLabel("Subject").fill("Payments in the EU");
  await expect
    .poll(async () => (await state(all.slt, incident)).messages.at(-1).draft.content.subject)
    .toBe("Payments in the EU");
  await press(all.slt, all.slt, "Submit", {});
  await expect
    .poll(async () => (await state(all.slt, incident)).messages.at(-1).stage)
    .toBe("tech_check");
});

test("[R74] [R75] [R76] [R85] [R93] accuracy passes, Legal objects strongly, and the board says so", async () => {
  for (const name of ["liaison", "legal", "messaging"])
    await open(all[name], incident, `messages/${message}`);
  await press(all.liaison, all.liaison, "Pass version 1");
  await expect(all.messaging.getByRole("button", { name: "Pass version 1" })).toBeVisible();
  await press(all.legal, all.legal, "Object strongly", {
    "Exactly which words": "No card data was exposed.",
    "Which policy or law": "Policy 4.2",
    "What must change": "A guarantee that nobody has checked.",
  });
  await open(all.lead, incident, "messages");
  await expect(all.lead.getByText(/strong objection/i).first()).toBeVisible();
});

test("[R88] a revision voids every sign-off; each signer sees the difference and re-affirms", async () => {
  await open(all.slt, incident, `messages/${message}`);
  await press(all.slt, all.slt, "Open the next version", {});
  const text = all.slt.getByRole("textbox", { name: /text/i }).first();
  await expect(text).toBeVisible();
  await text.fill(
    (await text.inputValue()).replace(
      "No card data was exposed.",
      "We have found no sign that card data was exposed.",
    ),
  );
  await press(all.slt, all.slt, "Submit", {});
  await expect(all.liaison.getByText(/since you signed/i).first()).toBeVisible();
  const still = all.liaison.getByRole("button", { name: /still good/i }).first();
  await still.click();
  await all.legal
    .getByRole("button", { name: /still good|^pass$/i })
    .first()
    .click();
  await press(all.messaging, all.messaging, "Pass version 2");
  await expect
    .poll(async () => (await state(all.lead, incident)).messages.at(-1).stage)
    .toBe("awaiting_elt");
});

test("[R77] [R78] [R98] approval, then the commander's answer, recorded by the liaison", async () => {
  await open(all.elt, incident, `messages/${message}`);
  await press(all.elt, all.elt, "Approve version 2");
  await press(all.liaison, all.liaison, "Put it to the commander");
  await press(all.liaison, all.liaison, "Commander says yes", {
    "How the answer came": "call",
    "Their words": "Send it.",
  });
  await expect
    .poll(async () => (await state(all.lead, incident)).messages.at(-1).stage)
    .toBe("authorized");
});

test("[R104] [R105] the directed Marketing Officer sends and confirms 41 recipients", async () => {
  await open(all.lead, incident, `messages/${message}`);
  await press(all.lead, all.lead, "Direct a sender", { Who: "Marketing Officer" });
  await open(all.marketing, incident, `messages/${message}`);
  await press(all.marketing, all.marketing, "Begin sending", {});
  const channels = (await state(all.marketing, incident)).messages.at(-1).version.content.channels;
  const at = Date.now();
  const deliveries = channels.map((channel) => ({ channel, at, count: 41, failures: 0 }));
  await command(all.marketing, incident, {
    report_distribution: { message, deliveries, note: "" },
  });
  await open(all.lead, incident, "messages");
  await expect(all.lead.getByText(/Sent/).first()).toBeVisible();
  await open(all.lead, incident);
  await open(all.slt, incident);
});

test("[R126] [R127] [R128] [R129] [R130] closing: nothing restarts or ends before its guard is met", async () => {
  const relay = { relay: { text: "Fixed and confirmed", phase: "resolution" } };
  await command(all.liaison, incident, relay);
  await open(all.lead, incident);
  await press(all.lead, all.lead, "Acknowledge the phase", {});
  await open(all.lead, incident, "resolve");
  await press(all.lead, all.lead, "Begin the return to normal", {});
  const early = await all.lead.context().request.post(`/api/incidents/${incident}/commands`, {
    data: {
      id: "early-restart-1",
      command: { order_restart: { side: "social", override_reason: null } },
    },
  });
  expect((await early.json()).code).toBe("resolution_unsent");
  await resolution();
  for (const [side, name] of [
    ["social", "social"],
    ["marketing", "marketing"],
  ]) {
    await command(all.lead, incident, { order_restart: { side, override_reason: null } });
    const items = (await state(all.lead, incident)).operations.items.filter(
      (item) => item.side === side && item.state === "halted",
    );
    for (const item of items)
      await command(all[name], incident, { restart_item: { item: item.id, missed: "skip" } });
    await command(all[name], incident, { report_resumed: { side } });
  }
  await press(all.lead, all.lead, "Order the Preliminary Analysis");
  await expect(all.lead.getByText("Everything is met")).toBeVisible();
  await press(all.lead, all.lead, "Resolve and end the call", {});
  await expect(all.lead.getByText("Follow-up").first()).toBeVisible();
});

/** The resolution message through all gates, by the API: the gates were pressed above. */
async function resolution() {
  await command(all.lead, incident, { plan_message: { audience: 2, phase: "resolution" } });
  const latest = async () => (await state(all.lead, incident)).messages.at(-1);
  const { id } = await latest();
  await command(all.lead, incident, { start_message: { message: id, together: true } });
  const { draft } = await latest();
  const content = {
    ...draft.content,
    subject: "Resolved",
    body: "Payments work again. I am sorry.",
  };
  await command(all.slt, incident, { save_draft: { message: id, base: draft.revision, content } });
  await command(all.slt, incident, { submit: { message: id, revision: draft.revision + 1 } });
  const { fingerprint } = (await latest()).version;
  const pass = (page, gate) =>
    command(page, incident, { give_verdict: { message: id, gate, verdict: "pass", fingerprint } });
  await pass(all.liaison, "accuracy");
  await pass(all.legal, "legal");
  await pass(all.messaging, "messaging");
  await pass(all.elt, "approval");
  await command(all.liaison, incident, { put_to_commander: { message: id } });
  await command(all.liaison, incident, {
    record_answer: { message: id, fingerprint, answer: "yes", means: "call" },
  });
  await command(all.lead, incident, {
    direct_sender: { message: id, person: of("marketing_officer")[0], role: "marketing_officer" },
  });
  await command(all.marketing, incident, { begin_distribution: { message: id, fingerprint } });
  const deliveries = draft.content.channels.map((channel) => ({
    channel,
    at: Date.now(),
    count: 41,
    failures: 0,
  }));
  await command(all.marketing, incident, {
    report_distribution: { message: id, deliveries, note: "" },
  });
}
