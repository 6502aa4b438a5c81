// What every page relies on: headers, caching, and files that are missing.
// No screen is tested here.
import { expect, test } from "@playwright/test";

test("the first page opens under the strict policy without a complaint", async ({ page }) => {
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const answer = await page.goto("/");
  const policy = answer.headers()["content-security-policy"];
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("#shell")).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test("hashed files may be kept for ever, the page that names them may not", async ({ request }) => {
  const build = await (await request.get("/build.json")).json();
  for (const path of [build.js, build.css, build.wasm]) {
    const answer = await request.get(path);
    expect(answer.status()).toBe(200);
    expect(answer.headers()["cache-control"]).toContain("immutable");
  }
  const page = await request.get("/");
  expect(page.headers()["cache-control"]).toBe("no-cache");
  expect(await page.text()).toContain(build.build);
});

test("a missing hashed file is missing, and a deep link is the app", async ({ request }) => {
  const missing = await request.get("/assets/muster-00000000.wasm");
  expect(missing.status()).toBe(404);
  expect(missing.headers()["cache-control"] ?? "").not.toContain("immutable");
  const deep = await request.get("/any/deep/link", { headers: { accept: "text/html" } });
  expect(deep.status()).toBe(200);
  expect(await deep.text()).toContain("muster-build");
});
