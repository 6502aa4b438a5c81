// The organisation's pages on the real server: what is missing is found and mended, people are
// edited by two at once, backups and rotations are set up, lists are brought in; and whoever does
// not administer reads all of it and meets no dead button. What axe finds on these pages is looked
// for with that of all others.
import { expect, test } from "@playwright/test";
import { arrive, press, row, visit } from "./people.mjs";

const INES = 1;
const LEAH = 33;
const DANA = 16;
const HANA = 13;
const PHONE = { width: 390, height: 844 };
const PAGES = [
  ...["", "/people", `/people/${HANA}`, "/roles", "/departments"],
  ...["/messages", "/settings", "/log", "/import", "/paper"],
];

const main = (page) => page.getByRole("main");
const card = (page, name) => page.getByRole("region", { name, exact: true });
const dialog = (page) => page.getByRole("dialog");
/** A field of the open form; the buttons of a list may speak of the same. */
const field = (page, label) =>
  dialog(page).locator("label").filter({ hasText: new RegExp(`^${label}`) }).locator("input");

async function office(browser, person, path = "", options = {}) {
  const page = await arrive(browser, person, { reducedMotion: "reduce", ...options });
  await visit(page, `/organisation${path}`);
  return page;
}

/** Closes the device; nothing may have failed unseen on it. */
async function leave(page) {
  expect(page.faults).toEqual([]);
  await page.context().close();
}

/** Adds somebody to a list that has an order. */
async function add(page, name) {
  const choice = dialog(page).getByLabel("Add", { exact: true });
  const option = choice.locator("option").filter({ hasText: name }).first();
  await choice.selectOption(await option.getAttribute("value"));
  await choice.locator("+ button").click();
}

async function save(page, button = "Save") {
  await dialog(page).getByRole("button", { name: button, exact: true }).last().click();
  await expect(dialog(page)).toBeHidden();
}

test("[R10] the first page says what is missing, and leads to where it is mended", async ({
  browser,
}) => {
  const page = await arrive(browser, LEAH);
  await visit(page, "/");
  await page.getByRole("link", { name: "Organisation" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Organisation" })).toBeVisible();
  const missing = card(page, "What is missing");
  const ended = missing.getByRole("listitem").filter({ hasText: "Partners, Resolution, has" });
  await expect(ended).toContainText("Ended on 1 Sep");
  await expect(missing).not.toContainText("has no backup");
  await expect(row(page, "Nobody is on call for Finance")).toContainText("more in the next 14");
  await expect(card(page, "On call now")).toContainText(/Support.*until/);
  await expect(card(page, "Last drill")).toBeVisible();

  await page.getByRole("link", { name: "Settings" }).click();
  await press(page, row(page, "Call link"), "Change the call link", { "Call link": "" }, "Save");
  await page.getByRole("link", { name: "Readiness" }).click();
  await expect(missing.getByText("Not ready")).toBeVisible();
  await missing.getByRole("link", { name: /There is no call link/ }).click();
  const link = "https://call.merrowline.example/business-response";
  await press(page, row(page, "Call link"), "Change the call link", { "Call link": link }, "Save");
  await expect(row(page, "Call link").getByRole("link", { name: link })).toBeVisible();
  await leave(page);
});

test("a link that may not be opened is refused in a sentence, and stays there", async ({
  browser,
}) => {
  const page = await office(browser, INES, "/settings");
  await row(page, "Chat link").getByRole("button", { name: "Change the chat link" }).click();
  await dialog(page).getByLabel("Chat link").fill("http://chat.example");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("It begins with https://.");
  await expect(dialog(page).getByLabel("Chat link")).toHaveValue("http://chat.example");
  await leave(page);
});

test("of what two edit at once nothing is lost, and a person chooses", async ({
  browser,
}) => {
  const one = await office(browser, INES, `/people/${HANA}`);
  const other = await office(browser, LEAH, `/people/${HANA}`);
  for (const page of [one, other]) {
    await page.getByRole("button", { name: "Edit details" }).click();
  }
  await field(one, "Phone").fill("+44 20 7946 0201");
  await field(one, "Title").fill("Head of Community");
  await save(one);
  await expect(main(one)).toContainText("+44 20 7946 0201");

  await field(other, "Phone").fill("+44 20 7946 0202");
  await dialog(other).getByRole("button", { name: "Save" }).click();
  await expect(dialog(other).getByText("Somebody else saved this meanwhile.")).toBeVisible();
  await expect(dialog(other).getByText("Somebody saved meanwhile: +44 20 7946 0201")).toBeVisible();
  await expect(field(other, "Phone")).toHaveValue("+44 20 7946 0202");
  await expect(field(other, "Title")).toHaveValue("Head of Community");
  await save(other);
  await expect(main(other)).toContainText("+44 20 7946 0202");
  await expect(main(other)).toContainText("Head of Community");

  await other.getByRole("link", { name: "Changes" }).click();
  const latest = other.getByRole("listitem").filter({ hasText: "Person changed" }).first();
  await expect(latest).toContainText("Phone: +44 20 7946 0201 → +44 20 7946 0202");
  await expect(latest).toContainText("Leah Goldfarb");
  for (const page of [one, other]) await leave(page);
});

test("somebody is added, deactivated with the effect named, and back", async ({
  browser,
}) => {
  const page = await office(browser, LEAH, "/people");
  await page.getByRole("button", { name: "Add a person" }).click();
  await field(page, "Name").fill("Ada Park");
  await field(page, "Mail").fill("ada.park@merrowline.example");
  await field(page, "Time zone").fill("Europe/Berlin");
  await add(page, "Mail");
  await add(page, "Phone");
  await dialog(page).getByRole("button", { name: /^Move up Phone/ }).press("Enter");
  await expect(dialog(page).getByRole("button", { name: "Move up Phone, 1 of 2" })).toBeFocused();
  await save(page, "Add");
  await expect(page).toHaveURL(/\/organisation\/people\/\d+$/);
  await expect(main(page)).toContainText("Phone, Mail");

  await page.getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog(page)).toContainText("their backup is paged first");
  await save(page, "Deactivate");
  await expect(card(page, "Standing")).toContainText("Deactivated");
  await page.getByRole("button", { name: "Reactivate" }).click();
  await save(page, "Reactivate");
  await expect(card(page, "Standing")).toContainText("Active");

  await page.getByRole("link", { name: "People", exact: true }).click();
  await page.getByLabel(/^Search/).fill("ada park");
  await expect(main(page).getByRole("listitem")).toHaveCount(1);
  await leave(page);
});

test("[R2] [R3] a role is added, and its people are put into an order", async ({
  browser,
}) => {
  const page = await office(browser, INES, "/roles");
  const name = "Regulator Liaison";
  await press(page, main(page), "Add a role", { Name: name, Group: "Messaging" }, "Add");
  const role = row(page, name);
  await expect(role).toContainText("Nobody can serve");
  await role.getByRole("button", { name: "Name and order people" }).click();
  await add(page, "Dana Weiss");
  await save(page);
  await expect(role).toContainText("No backup");
  await role.getByRole("button", { name: "Name and order people" }).click();
  await add(page, "Noor Haddad");
  await dialog(page).getByRole("button", { name: /^Move up Noor Haddad/ }).click();
  await save(page);
  await expect(role).toContainText("1 backup");
  await expect(role).toContainText(/Primary: Noor Haddad[^]*Backup 1: Dana Weiss/);
  const remove = role.getByRole("button", { name: "Remove" });
  await expect(remove).toHaveAttribute("aria-disabled", "true");
  await expect(role).toContainText("Something still hangs on it");

  await role.getByRole("button", { name: "Name and order people" }).click();
  for (const person of ["Noor Haddad", "Dana Weiss"]) {
    await dialog(page).getByRole("button", { name: new RegExp(`^Remove ${person}`) }).click();
  }
  await save(page);
  await remove.click();
  await save(page, "Remove");
  await expect(row(page, name)).toHaveCount(0);
  await leave(page);
});

test("[R4] [R5] a rotation says who is on call and when nobody is", async ({
  browser,
}) => {
  const page = await office(browser, LEAH, "/departments");
  await press(page, main(page), "Add a department", { Name: "Returns" }, "Add");
  const desk = card(page, "Returns");
  await desk.getByRole("button", { name: "Set up a rotation" }).click();
  await add(page, "Beatriz Almeida");
  await add(page, "Samir Chaudhry");
  await field(page, "Time zone").fill("Europe/London");
  await save(page);
  await expect(desk).toContainText(/Beatriz Almeida until|Samir Chaudhry until/);
  await expect(desk.getByText("The next 14 days: no gap")).toBeVisible();
  await expect(desk).toContainText("Turns of one week");

  await desk.getByRole("button", { name: "Agree on a stand-in" }).click();
  await dialog(page)
    .getByLabel("Who stands in")
    .selectOption({ label: "Viktor Halvorsen, Account Director" });
  await save(page, "Agree");
  await expect(desk).toContainText("Viktor Halvorsen until");
  await expect(desk).toContainText("Viktor Halvorsen stands in");
  await desk.getByRole("button", { name: "Take it back" }).click();
  await save(page, "Take it back");
  await expect(desk).not.toContainText("Viktor Halvorsen until");

  await desk.getByRole("button", { name: "Edit turns" }).click();
  await dialog(page).getByLabel("Monday").check();
  await field(page, "From").fill("08:00");
  await field(page, "To").fill("18:00");
  await save(page);
  await desk.getByText(/The next 14 days: \d+ gaps/).click();
  await expect(desk.getByRole("cell", { name: "Gap: nobody is on call" }).first()).toBeVisible();
  await page.getByRole("link", { name: "Readiness" }).click();
  await expect(card(page, "What is missing")).toContainText("Nobody is on call for Returns");
  await page.getByRole("link", { name: "On call", exact: true }).click();
  await desk.getByRole("button", { name: "End the rotation" }).click();
  await save(page, "End the rotation");
  await expect(desk).toContainText("No rotation");
  await desk.getByRole("button", { name: "Remove" }).click();
  await save(page, "Remove");
  await expect(desk).toHaveCount(0);
  await leave(page);
});

test("[R8] [R9] a template is written, and approved by an office who reads it", async ({
  browser,
}) => {
  const page = await office(browser, INES, "/messages");
  const texts = card(page, "Templates: Partners");
  const resolution = (page) => page.locator(".row__title").filter({ hasText: "Resolution" });
  const text = texts.getByRole("listitem").filter({ has: resolution(page) });
  await text.getByRole("button", { name: /^(Edit|Write)$/ }).click();
  await dialog(page).getByLabel("Text").fill("It is over since {{start of it}}.");
  await dialog(page).getByRole("button", { name: "Save" }).click();
  await expect(dialog(page).getByRole("alert")).toContainText("start of it");
  await dialog(page).getByLabel("Subject line").fill("It is over");
  await dialog(page).getByLabel("Text").fill("It is over. It began at {{start time}}.");
  await save(page);
  await expect(text).toContainText("Not approved ahead");
  await expect(text.getByRole("button", { name: /^Approve/ })).toHaveCount(0);

  const dana = await office(browser, DANA, "/messages");
  const theirs = card(dana, "Templates: Partners").getByRole("listitem");
  const same = theirs.filter({ has: resolution(dana) });
  await expect(same.getByRole("button", { name: "Edit" })).toHaveCount(0);
  await same.getByRole("button", { name: "Approve for Legal" }).click();
  await expect(dialog(dana)).toContainText("It began at {{start time}}.");
  await save(dana, "Approve");
  await expect(same).toContainText("Approved by one office");
  for (const it of [page, dana]) await leave(it);
});

test("a list with a bad row is not written, and mended it is, whole", async ({
  browser,
}) => {
  const page = await office(browser, INES, "/import");
  const given = await page.context().request.get("/api/organisation/export/people.csv");
  const [head] = (await given.text()).trim().split(/\r?\n/);
  const columns = head.replaceAll('"', "").split(",");
  const line = (values) => columns.map((name) => values[name] ?? "").join(",");
  const person = (name, email, phone) => ({ name, email: `${email}@merrowline.example`, phone });
  const first = person("Bo Nilsen", "bo.nilsen", "+47 22 00 00 01");
  const second = person("Cy Brandt", "cy.brandt", "call me");
  const sheet = (...rows) => [head, ...rows.map(line)].join("\n");
  await page.getByLabel("Or paste it").fill(sheet(first, second));
  await page.getByRole("button", { name: "Look at it" }).click();
  const faults = card(page, "Rows that cannot be taken");
  await expect(faults).toContainText("Row 3, phone");
  await expect(faults).toContainText("This is no telephone number: call me.");
  await expect(page.getByRole("button", { name: /^Write/ })).toHaveCount(0);

  await page.getByLabel("Choose a CSV file").setInputFiles({
    name: "people.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(sheet(first, { ...second, phone: "+47 22 00 00 02" })),
  });
  await expect(row(page, "Cy Brandt")).toContainText("New");
  await page.getByRole("button", { name: "Write all 2 changes" }).click();
  await expect(page.getByText("2 changes are written.")).toBeVisible();
  await page.getByRole("link", { name: "People", exact: true }).click();
  await expect(row(page, "Bo Nilsen")).toBeVisible();
  await leave(page);
});

test("whoever does not administer reads, and changes their own contact data", async ({
  browser,
}) => {
  const page = await office(browser, HANA);
  for (const path of ["", "/people", "/roles", "/departments", "/settings"]) {
    await visit(page, `/organisation${path}`);
    await expect(main(page)).toContainText("Administrators change it");
    await expect(main(page).getByRole("button")).toHaveCount(0);
  }
  await expect(page.getByRole("link", { name: "Import" })).toHaveCount(0);
  await visit(page, `/organisation/people/${DANA}`);
  await expect(main(page).getByRole("button")).toHaveCount(0);
  await visit(page, `/organisation/people/${HANA}`);
  await page.getByRole("button", { name: "Edit my contact data" }).click();
  await field(page, "Phone").fill("+44 20 7946 0113");
  await expect(field(page, "Name")).toHaveCount(0);
  await save(page);
  await expect(main(page)).toContainText("+44 20 7946 0113");
  await leave(page);
});

test("[R162] on paper: whom to call, what each role does, what to tick off, which texts are ready", async ({
  browser,
}) => {
  const page = await office(browser, HANA, "/paper");
  const part = (name) => page.getByRole("region", { name, exact: true });
  const lead = part("Whom to call").getByRole("row").filter({ hasText: "Ines Moreau, first" });
  await expect(lead.getByRole("link").first()).toHaveAttribute("href", /^tel:\+44/);
  const cards = part("What each role does").getByRole("article");
  await expect(cards.filter({ hasText: "Legal Officer" }).first()).toContainText("Who: Dana Weiss, Tomasz Zieliński");
  await expect(part("What to tick off")).toContainText("Strong objection");
  await expect(part("Texts that are ready")).toContainText("Subject: ");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("button")).toHaveCount(0);
  const pdf = await page.pdf({ format: "A4" });
  const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  expect(sheets, "each part begins a sheet of its own").toBeGreaterThanOrEqual(5);
  await leave(page);
});

test("[R154] every control of the organisation's pages is as large as a finger", async ({
  browser,
}) => {
  const page = await office(browser, INES);
  for (const path of PAGES) {
    await page.setViewportSize(PHONE);
    await visit(page, `/organisation${path}`);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("main :is(button, nav a, select, summary)")]
        .filter((node) => node.getClientRects().length > 0)
        .filter((node) => node.getBoundingClientRect().height < 44)
        .map((node) => node.textContent),
    );
    expect(small, path).toEqual([]);
  }
  await leave(page);
});
