// Several people in one text: what each types is there for all, nobody's caret moves, nothing typed
// is lost, and who may not write suggests by typing.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { arrive, open, state } from "./people.mjs";
import { DRAFTED, stage } from "./stage.mjs";

let set;

test.beforeEach(async () => {
  set = await stage();
});

const at = `messages/${DRAFTED}`;
const field = (page) => page.getByRole("textbox", { name: "Text", exact: true });
/** Everything typed here is durable in the room. */
const saved = (page) =>
  expect(page.getByText("Saved", { exact: true }).first()).toBeVisible({ timeout: 15_000 });
const message = async (page) =>
  (await state(page, set.incident)).messages.find(({ id }) => id === DRAFTED);

/** Somebody with the draft open, and the whole text in the field. */
async function writer(browser, role, options) {
  const page = await arrive(browser, set.people[role][0].person, options);
  await open(page, set.incident, at);
  return page;
}

/** The Technical SLT and their delegate, both in the text, which is the same for both. */
async function two(browser, begin) {
  const delegate = set.people.messaging_officer[0].person;
  await set.people.technical_slt[0].done(set.incident, {
    delegate_draft: { message: DRAFTED, to: delegate },
  });
  const [one, other] = [
    await writer(browser, "technical_slt"),
    await writer(browser, "messaging_officer"),
  ];
  await expect(field(one)).toBeEditable();
  await field(one).fill(begin);
  await expect(field(other)).toHaveValue(begin);
  await expect(field(other)).toBeEditable();
  return [one, other];
}

/** Puts the caret somewhere, or selects. */
const select = (page, start, end = start, direction = "forward") =>
  field(page).evaluate(
    (area, [start, end, direction]) => {
      area.focus();
      area.setSelectionRange(start, end, direction);
    },
    [start, end, direction],
  );

const selection = (page) =>
  field(page).evaluate((area) => [area.selectionStart, area.selectionEnd, area.selectionDirection]);

async function close(...pages) {
  for (const page of pages) {
    expect(page.faults).toEqual([]);
    await page.context().close();
  }
}

test("[R91] two people type into one sentence, and both have both", async ({ browser }) => {
  const [one, other] = await two(browser, "We are sorry for this.");
  await select(one, 7);
  await select(other, 21);
  await Promise.all([
    one.keyboard.type("very ", { delay: 15 }),
    other.keyboard.type(" long outage", { delay: 15 }),
  ]);
  const both = "We are very sorry for this long outage.";
  await expect(field(one)).toHaveValue(both);
  await expect(field(other)).toHaveValue(both);
  await expect(one.getByRole("list", { name: "Also in this text" }).getByRole("listitem")).toHaveCount(
    1,
  );
  await expect(one.locator(".caret")).toHaveCount(1);
  await saved(one);
  await close(one, other);
});

test("[R91] a selection drawn backwards stays as it is while somebody else writes", async ({
  browser,
}) => {
  const [one, other] = await two(browser, "We are sorry for this.");
  await select(one, 7, 12, "backward");
  await select(other, 0);
  await other.keyboard.type("Today ");
  await expect(field(one)).toHaveValue("Today We are sorry for this.");
  expect(await selection(one)).toEqual([13, 18, "backward"]);
  await close(one, other);
});

test("[R91] a word that is being composed stays whole while somebody else writes", async ({
  browser,
}) => {
  const [one, other] = await two(browser, "base text");
  await select(one, 4);
  const devtools = await one.context().newCDPSession(one);
  const compose = (words) =>
    devtools.send("Input.imeSetComposition", {
      text: words,
      selectionStart: words.length,
      selectionEnd: words.length,
    });
  await compose("に");
  await compose("にほ");
  await select(other, 0);
  await other.keyboard.type("new ");
  await expect(field(other)).toHaveValue("new baseにほ text");
  await compose("にほん");
  await devtools.send("Input.insertText", { text: "日本" });
  await expect(field(one)).toHaveValue("new base日本 text");
  await expect(field(other)).toHaveValue("new base日本 text");
  await close(one, other);
});

test("[R91] undo takes back one's own words only, whatever others wrote since", async ({
  browser,
}) => {
  const [one, other] = await two(browser, "Text.");
  await select(one, 5);
  await one.waitForTimeout(600);
  await one.keyboard.type("abcd");
  await expect(field(other)).toHaveValue("Text.abcd");
  await select(other, 0);
  await other.keyboard.type("RR ");
  await expect(field(one)).toHaveValue("RR Text.abcd");
  await field(one).press("Control+z");
  await expect(field(one)).toHaveValue("RR Text.");
  await expect(field(other)).toHaveValue("RR Text.");
  await field(one).press("Control+Shift+z");
  await expect(field(other)).toHaveValue("RR Text.abcd");
  await one.getByRole("button", { name: "Undo" }).click();
  await expect(field(other)).toHaveValue("RR Text.");
  await close(one, other);
});

test("[R91] 20 kB are pasted at once; what does not fit is refused and nothing is lost", async ({
  browser,
}) => {
  const page = await writer(browser, "technical_slt");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await expect(field(page)).toBeEditable();
  const paste = async (words) => {
    await page.evaluate((words) => navigator.clipboard.writeText(words), words);
    await field(page).press("ControlOrMeta+v");
  };
  await field(page).fill("");
  const long = "Ünïcode words and more. ".repeat(834);
  await paste(long);
  await expect(field(page)).toHaveValue(long);
  await saved(page);
  await paste("x".repeat(60_000));
  await expect(page.getByText("a text has at most 65,536 characters")).toBeVisible();
  await expect(field(page)).toHaveValue(long);
  await page.reload();
  await expect(field(page)).toHaveValue(long);
  await close(page);
});

test("[R91] typed without a connection, the tab closed: it is there again, and arrives", async ({
  browser,
}) => {
  const page = await arrive(browser, set.people.technical_slt[0].person);
  const context = page.context();
  const lines = [];
  let isCut = false;
  await context.routeWebSocket(/\/live$/, (line) => {
    if (isCut) return line.close();
    line.connectToServer();
    return lines.push(line);
  });
  await open(page, set.incident, at);
  await expect(field(page)).toBeEditable();
  await field(page).fill("Before the cut.");
  await saved(page);
  isCut = true;
  for (const line of lines) await line.close();
  await expect(page.getByText(/Not connected/).first()).toBeVisible();
  await select(page, 15);
  await page.keyboard.type(" And after it.");
  await expect(page.getByText("On this device, not yet saved")).toBeVisible();
  await page.close();
  isCut = false;
  const again = await context.newPage();
  await again.goto(`/incidents/${set.incident}/${at}`);
  await expect(field(again)).toHaveValue("Before the cut. And after it.");
  await saved(again);
  const other = await writer(browser, "legal_officer");
  await expect(other.getByText("Before the cut. And after it.").first()).toBeVisible();
  await close(other);
  await context.close();
});

test("[R73] a reviewer changes words in place, and the Technical SLT accepts them", async ({
  browser,
}) => {
  const slt = await writer(browser, "technical_slt");
  await expect(field(slt)).toBeEditable();
  await field(slt).fill("We will recieve no payments for 14 hours.");
  const legal = await writer(browser, "legal_officer");
  await expect(legal.getByText("recieve")).toBeVisible();
  await legal.getByRole("button", { name: "Suggest by typing" }).click();
  await expect(field(legal)).toBeEditable();
  await field(legal).fill("We will receive few payments for 15 hours.");
  const mine = legal.getByRole("group", { name: "Your suggestions" });
  await expect(mine.getByRole("listitem")).toHaveCount(2);
  await mine.getByLabel("Why").fill("As the bank says");
  await mine.getByRole("button", { name: "Suggest", exact: true }).click();
  await expect(mine).toHaveCount(0);
  await expect(field(slt)).toHaveValue(/receive few|recieve no/);
  await slt.getByRole("button", { name: "Accept", exact: true }).first().click();
  await expect(field(slt)).toHaveValue(/for 15 hours\.$/);
  await close(slt, legal);
});

test("[R89] [R91] what is submitted is what was seen, down to the last letter", async ({
  browser,
}) => {
  const page = await writer(browser, "technical_slt");
  await expect(field(page)).toBeEditable();
  await field(page).fill("First words.");
  await select(page, 12);
  await page.keyboard.type(" Last words");
  await page.getByRole("button", { name: "Submit", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Submit", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await message(page)).stage).toBe("tech_check");
  const { version } = await message(page);
  expect(version.content.body).toBe("First words. Last words");
  await close(page);
});

test("[R153] by keyboard alone: bold, a list, and out of the field again", async ({ browser }) => {
  const page = await writer(browser, "technical_slt");
  await expect(field(page)).toBeEditable();
  await field(page).fill("one\ntwo");
  await select(page, 0, 3);
  await page.getByRole("button", { name: "Bold" }).press("Enter");
  await expect(field(page)).toHaveValue("**one**\ntwo");
  await expect(page.getByRole("button", { name: "Bold" })).toHaveAttribute("aria-pressed", "true");
  await field(page).press("ControlOrMeta+a");
  await page.getByRole("button", { name: "List" }).press("Enter");
  await expect(field(page)).toHaveValue("- **one**\n- two");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Subject")).toBeFocused();
  await page.getByRole("button", { name: "Who wrote what" }).press("Enter");
  await expect(page.getByRole("list", { name: "Who wrote what" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await close(page);
});

test("what lies under the text breaks its lines where the field does, for any text", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  for (const width of [390, 1280]) {
    const page = await writer(browser, "technical_slt", { viewport: { width, height: 900 } });
    await expect(field(page)).toBeEditable();
    const wrong = await field(page).evaluate((area) => {
      const sheet = area.closest(".sheet");
      const under = sheet.querySelector("[aria-hidden]");
      const words = [
        "word", "https://status.example.org/incidents/2026/payments?region=eu&lang=en", "日本語の文",
        "👩‍👩‍👧‍👦", "\t", "\n", "  ", "é", "Straße", "\n\n", "a-b-c", "…", "--", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "🇩🇪", "“quoted”", "**bold**", "[[first name]]",
      ];
      let seed = 7;
      const next = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
      // A field of the same measures that is as high as its own text.
      const probe = area.cloneNode();
      probe.style.minBlockSize = "0";
      probe.style.blockSize = "0";
      probe.style.alignSelf = "start";
      sheet.append(probe);
      const mirror = under.cloneNode();
      mirror.style.minBlockSize = "0";
      mirror.style.alignSelf = "start";
      sheet.append(mirror);
      const wrong = [];
      for (let n = 0; n < 400; n += 1) {
        const text = Array.from({ length: 1 + next(60) }, () => words[next(words.length)]).join(
          next(2) ? " " : "",
        );
        probe.value = text;
        mirror.replaceChildren();
        // In pieces, as with marks and carets in it.
        for (let from = 0; from < text.length; ) {
          let to = from + 1 + next(30);
          if (/^[\uDC00-\uDFFF]/.test(text.slice(to))) to += 1;
          const whole = text.slice(from, to);
          const span = document.createElement("span");
          span.className = next(3) ? "mark" : "caret";
          if (span.className === "mark") span.textContent = whole;
          else mirror.append(document.createTextNode(whole));
          mirror.append(span);
          from = to;
        }
        if (text === "" || text.endsWith("\n")) mirror.append("\u200b");
        const heights = [probe.scrollHeight, mirror.scrollHeight];
        if (heights[0] !== heights[1]) wrong.push([text, ...heights]);
      }
      probe.remove();
      mirror.remove();
      return wrong;
    });
    expect(wrong).toEqual([]);
    await close(page);
  }
});
