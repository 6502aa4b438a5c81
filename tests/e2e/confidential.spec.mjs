// A confidential incident, seen from inside and outside, and a guest who is let into it.
import { expect, test } from "@playwright/test";
import { declare, firm } from "../worker/client.mjs";
import { flawless, narrow } from "./look.mjs";
import { arrive, open, press, row } from "./people.mjs";

const TITLE = "A leaver took the customer list";

test("a confidential incident is gone for all but those who need to know", async ({
  browser,
}) => {
  const { people, onlookers, organisation } = await firm();
  const [lead] = people.business_lead;
  const [onlooker] = onlookers;
  const incident = await declare(lead, { title: TITLE });
  await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
  const inside = await arrive(browser, lead.person);
  const list = await arrive(browser, onlooker.person);
  const page = await arrive(browser, onlooker.person);
  await open(inside, incident, "roles");
  await open(page, incident);
  await list.goto("/");
  await expect(row(list, TITLE)).toBeVisible();

  const card = inside.getByRole("region", { name: "Who may know of this incident" });
  await expect(card.getByText("Open to all members")).toBeVisible();
  await press(inside, card, "Make it confidential", { Reason: "It concerns a colleague" });
  await expect(inside.getByRole("banner").getByText("Confidential")).toBeVisible();
  await expect(row(list, TITLE)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();

  const { name } = organisation.people.find(({ id }) => id === onlooker.person);
  await press(inside, card, "Let somebody know of it", { Whom: name });
  await expect(card.getByText(name)).toBeVisible();
  await expect(row(list, TITLE).getByText("Confidential")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Now" })).toBeVisible();
  await flawless(inside, "roles of a confidential incident");
  await narrow(inside, "roles of a confidential incident");
  await press(inside, row(inside, name), "Needs to know no longer", {});
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  await expect(row(list, TITLE)).toHaveCount(0);
  for (const each of [inside, list, page]) {
    expect(each.faults).toEqual([]);
    await each.context().close();
  }
});

test("[R150] a guest is let in by a link, and shown out", async ({ browser }) => {
  const { people } = await firm();
  const [lead] = people.business_lead;
  const incident = await declare(lead, { title: TITLE });
  await lead.done(incident, { accept_page: { role: "business_lead", eta: null } });
  const page = await arrive(browser, lead.person);
  await open(page, incident, "roles");
  const card = page.getByRole("region", { name: "Who may know of this incident" });
  await card.getByRole("button", { name: "Let a guest in" }).click();
  const dialog = page.getByRole("dialog", { name: "Let a guest in" });
  await dialog.getByLabel("Name").fill("Dana Counsel");
  await dialog.getByLabel("Mail address").fill("no mail address");
  await dialog.getByRole("button", { name: "Let them in" }).click();
  await expect(dialog.getByRole("alert")).toContainText("mail address");
  await expect(dialog.getByLabel("Name")).toHaveValue("Dana Counsel");
  await dialog.getByLabel("Mail address").fill("dana@counsel.example");
  await dialog.getByRole("button", { name: "Let them in" }).click();
  const link = page.getByRole("dialog", { name: "A link for Dana Counsel" });
  await expect(link.getByLabel("Link")).toHaveValue(/\/invite\/[\w-]{20,}$/);
  await link.getByRole("button", { name: "Copy the link" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Copied." })).toBeVisible();
  await expect(row(page, "Dana Counsel")).toBeVisible();
  await press(page, row(page, "Dana Counsel"), "End the visit", {});
  await expect(row(page, "Dana Counsel")).toHaveCount(0);
  expect(page.faults).toEqual([]);
  await page.context().close();
});
