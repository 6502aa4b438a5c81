// Scripts in every text that anybody can write: each page that shows them shows them as text.
import { expect, test } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { firm } from "../worker/client.mjs";
import { ACTS, OPENING, Walk } from "../worker/walk.mjs";
import { arrive, visit } from "./people.mjs";

/** Whatever of it is taken for markup sets `owned`, asks another host or leaves an element. */
const SCRIPT =
  `"><img src=x onerror=owned=1><script>owned=1</script><svg onload=owned=1>` +
  `[here](javascript:owned=1) [there](data:text/html,<script>owned=1</script>) \${7*7}`;
/** Fields that hold no words: names of things, times, digests. */
const PLAIN = new Set(["parent", "span", "fingerprint", "means", "columns", "channels", "url"]);

/** The same value, with the script in every text that people type. */
function infested(value, key = "") {
  if (Array.isArray(value)) return PLAIN.has(key) ? value : value.map((each) => infested(each));
  if (value !== null && typeof value === "object") {
    const fields = Object.entries(value).map(([name, each]) => [name, infested(each, name)]);
    return Object.fromEntries(fields);
  }
  const typed = typeof value === "string" && (/[ .]/.test(value) || TYPED.has(key));
  return typed && !PLAIN.has(key) ? `${value} ${SCRIPT}` : value;
}

const TYPED = new Set([
  ...["title", "commander", "note", "text", "reason", "known", "policy", "subject", "body"],
  ...["state", "promises", "drafts", "customers_reporting", "outcome", "evidence", "list"],
]);

/** Acts of the walk-through until a message was objected to, with the script in all of them. */
async function infest() {
  const { people } = await firm();
  const caller = people.customer_liaison[0];
  const command = infested(OPENING);
  const opening = await caller.post("/api/incidents", { id: randomUUID(), command });
  expect(opening.status, JSON.stringify(opening.body)).toBe(201);
  const walk = new Walk(people, opening.body.incident);
  for (const step of Object.values(ACTS).slice(0, 6).flat()) {
    const request = await walk.request(step, randomUUID());
    const { id, ...rest } = request.body;
    await walk.sends({ ...request, body: { id, ...infested(rest) } }, step);
  }
  const more = [
    ["legal_officer", { suggest: { message: 1, quote: "", replacement: null, note: SCRIPT } }],
    ["legal_officer", { advise: { text: SCRIPT, limited: false } }],
    ["business_lead", { open_poll: { proposal: SCRIPT } }],
    ["business_lead", { note_todo: { text: SCRIPT, owner: null } }],
    ["marketing_officer", { report_abnormal: { text: SCRIPT } }],
    ["business_lead", { name_commander: { name: SCRIPT } }],
  ];
  for (const [role, asked] of more) {
    const { status } = await people[role][0].command(walk.incident, asked);
    expect([200, 403, 409]).toContain(status);
  }
  return walk;
}

test("a script in any text that people write is shown as text, on every page", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const walk = await infest();
  const home = new URL(process.env.BASE_URL).host;
  const at = `/incidents/${walk.incident}`;
  const names = ["roles", "messages", "briefing", "operations", "tasks", "log", "resolve"];
  const paths = ["/", at, ...names.map((name) => `${at}/${name}`), `${at}/messages/1`];
  for (const role of ["technical_slt", "business_lead", "customer_liaison"]) {
    const [{ person }] = walk.people[role];
    const page = await arrive(browser, person);
    const strange = [];
    page.on("request", (request) => {
      if (new URL(request.url()).host !== home) strange.push(request.url());
    });
    page.on("dialog", (dialog) => dialog.dismiss().then(() => strange.push("a dialog")));
    let shown = 0;
    for (const path of paths) {
      await visit(page, path);
      for (const details of await page.locator("details:not([open]) > summary").all()) {
        await details.click();
      }
      const found = await page.evaluate(() => ({
        owned: "owned" in globalThis,
        foreign: document.querySelectorAll("main img, main script, main svg[onload], iframe").length,
        links: [...document.querySelectorAll("a")].map((link) => link.protocol),
        text: document.body.innerText,
      }));
      expect(found.owned, path).toBe(false);
      expect(found.foreign, path).toBe(0);
      expect(found.links.filter((it) => !/^(https?|mailto|tel):$/.test(it)), path).toEqual([]);
      if (found.text.includes("<img src=x onerror=owned=1>")) shown += 1;
      expect(found.text, path).not.toContain("$49");
    }
    expect(shown, `${role} saw the words themselves on most pages`).toBeGreaterThan(5);
    expect(strange).toEqual([]);
    expect(page.faults).toEqual([]);
    await page.context().close();
  }
});
