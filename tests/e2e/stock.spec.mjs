// Editors that are not ours: two stock Yjs clients in CodeMirror write one message together with
// the app. Everybody sees everybody's words and carets; names are the room's, not what they claim.
import { expect, test } from "@playwright/test";
import { build } from "esbuild";
import { drafting } from "../worker/drafting.mjs";
import { firm } from "../worker/client.mjs";
import { arrive } from "./people.mjs";

/** A page of the same origin with a stock editor on it, in a browser context of its own. */
async function stock(browser, person, incident, message, script) {
  // Our own pages forbid scripts that are not ours; this one belongs to somebody else.
  const page = await arrive(browser, person, { bypassCSP: true });
  // A real page, because a browser lets an intercepted one talk to no local address.
  await page.goto("/robots.txt");
  const host = new URL(process.env.BASE_URL).host;
  const base = `ws://${host}/api/incidents/${incident}/messages/${message}`;
  await page.evaluate((given) => (window.given = given), { base, name: "Impostor" });
  await page.addScriptTag({ content: script });
  await expect.poll(() => page.evaluate(() => window.provider.synced)).toBe(true);
  return page;
}

test("[R91] stock Yjs editors and the app write one text together, and see each other's carets", async ({
  browser,
}) => {
  const { people, organisation } = await firm();
  const { id: incident, draft } = await drafting(people);
  const message = await draft("It begins. ");
  const bundle = await build({
    entryPoints: ["tests/e2e/stock/editor.mjs"],
    bundle: true,
    write: false,
    format: "iife",
  });
  const script = bundle.outputFiles[0].text;
  const [slt] = people.technical_slt;
  const name = organisation.people.find(({ id }) => id === slt.person).name;
  const app = await arrive(browser, slt.person);
  await app.goto(`/incidents/${incident}/messages/${message}`);
  const field = app.getByRole("textbox", { name: "Text", exact: true });
  await expect(field).toHaveValue("It begins. ");
  const one = await stock(browser, slt.person, incident, message, script);
  const two = await stock(browser, slt.person, incident, message, script);
  const written = (page) => page.evaluate(() => window.text.toString());

  await one.locator(".cm-content").click();
  await one.keyboard.press("End");
  await one.keyboard.type("One says so. ");
  await two.locator(".cm-content").click();
  await two.keyboard.press("End");
  await two.keyboard.type("Two agrees. ");
  await field.click();
  await field.press("Control+End");
  await field.pressSequentially("And so does the app.");
  const whole = "It begins. One says so. Two agrees. And so does the app.";
  await expect(field).toHaveValue(whole);
  await expect.poll(() => written(one)).toBe(whole);
  await expect.poll(() => written(two)).toBe(whole);

  // Carets both ways, under the name that the room knows.
  await expect(one.locator(".cm-ySelectionInfo").first()).toHaveText(name);
  await expect(app.locator(".caret").first()).toBeAttached();
  const names = await one.evaluate(() =>
    [...window.provider.awareness.getStates().values()].map(({ user }) => user?.name),
  );
  expect(names.filter((known) => known === name).length).toBeGreaterThanOrEqual(2);
});
