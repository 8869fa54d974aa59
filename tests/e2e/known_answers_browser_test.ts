import assert from "node:assert/strict";
import { launchChromium } from "../support/chromium.ts";
import { launchFirefox } from "../support/firefox.ts";
import { knownAnswers } from "../e2ee/known_answers.ts";
import { type Answers, serveKnownAnswers } from "../e2ee/known_answers_page.ts";

/** The answers of a fresh Chromium in which `setup` has run before the page. */
async function answersInChromium(setup: () => void): Promise<Answers> {
  await using served = await serveKnownAnswers();
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addInitScript(setup);
    await page.goto(served.url);
    return await page.evaluate(() => (globalThis as unknown as { answers: Promise<Answers> }).answers);
  } finally {
    await browser.close();
  }
}

Deno.test("known answers in Chromium", async () => {
  const answers = await answersInChromium(() => {});
  assert.deepEqual(answers, Object.fromEntries(knownAnswers.map(({ name }) => [name, "ok"])));
});

Deno.test("known answers in Firefox", async () => {
  await using served = await serveKnownAnswers();
  const browser = await launchFirefox();
  try {
    const page = await browser.newPage();
    await page.goto(served.url);
    const answers = await page.evaluate(() =>
      (globalThis as unknown as { answers: Promise<Answers> }).answers
    );
    assert.deepEqual(answers, Object.fromEntries(knownAnswers.map(({ name }) => [name, "ok"])));
  } finally {
    await browser.close();
  }
});

Deno.test("known answers in a Chromium without X25519, as it was before version 133: noble steps in", async () => {
  const answers = await answersInChromium(() => {
    const { importKey } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.importKey = function (this: SubtleCrypto, ...parameters: unknown[]) {
      if (parameters[2] === "X25519") {
        return Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
      }
      return Reflect.apply(importKey, this, parameters);
    } as typeof importKey;
  });
  for (const { name } of knownAnswers) {
    if (/by the platform|platform and noble/.test(name)) assert.notEqual(answers[name], "ok", name);
    else assert.equal(answers[name], "ok", name);
  }
});
