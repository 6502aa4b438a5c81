// The record as files, from the log to a downloaded export that is verified on the device.
import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { flawless, narrow } from "./look.mjs";
import { arrive, open } from "./people.mjs";
import { stage } from "./stage.mjs";

let set;

test.beforeAll(async () => {
  set = await stage();
});

async function exported(page) {
  await open(page, set.incident, "log");
  await page.getByRole("button", { name: "Take it with you" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The record as files");
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Data that can be verified" }).first().click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("export.json");
  return readFileSync(await download.path(), "utf8");
}

const file = (text) => ({ name: "export.json", mimeType: "application/json", buffer: text });

test("[R142] [R143] an export is downloaded, verified without the server, and a changed one is named", async ({
  browser,
}) => {
  const page = await arrive(browser, set.people.business_lead[0].person);
  const text = await exported(page);
  await page.getByRole("link", { name: "Verify a record" }).click();
  const field = page.getByLabel(/Choose the file/);
  await expect(field).toBeVisible();
  await page.context().setOffline(true);
  await field.setInputFiles(file(Buffer.from(text)));
  await expect(page.getByText("Nothing was changed")).toBeVisible();
  const { head } = JSON.parse(text);
  await expect(page.getByText(`${head.count} entries, each chained`)).toBeVisible();
  await expect(page.getByText(head.last)).toBeVisible();

  const lines = text.split("\n");
  lines[11] = lines[11].replace(/"kind":"\w/, (found) => found.slice(0, -1) + "x");
  await field.setInputFiles(file(Buffer.from(lines.join("\n"))));
  await expect(page.getByText("Entry 10 was changed.")).toBeVisible();
  await field.setInputFiles(file(Buffer.from("{}")));
  await expect(page.getByText(/This is no exported record/)).toBeVisible();
  await page.context().setOffline(false);
  await flawless(page, "verify");
  await narrow(page, "verify");
  expect(page.faults).toEqual([]);
});

test("[R143] Legal alone is offered privileged notes, and an onlooker no file at all", async ({
  browser,
}) => {
  const legal = await arrive(browser, set.people.legal_officer[0].person);
  await open(legal, set.incident, "record");
  await expect(legal.getByRole("heading", { name: "With privileged notes" })).toBeVisible();
  const lead = await arrive(browser, set.people.business_lead[0].person);
  await open(lead, set.incident, "record");
  await expect(lead.getByRole("link", { name: "Document", exact: true })).toBeVisible();
  await expect(lead.getByRole("heading", { name: "With privileged notes" })).toHaveCount(0);
  await flawless(lead, "record");
  await narrow(lead, "record");
  const onlooker = await arrive(browser, set.people.media_officer[1].person);
  await open(onlooker, set.incident, "record");
  await expect(onlooker.getByText(/This is for somebody else to do/)).toBeVisible();
  await expect(onlooker.getByRole("link", { name: "Document", exact: true })).toHaveCount(0);
});
