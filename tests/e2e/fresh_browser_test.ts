import assert from "node:assert/strict";
import { launchChromium, openPerson } from "../support/chromium.ts";
import { fixtureApp } from "../fresh/fixture_app.ts";

Deno.test("islands: wake in a real browser; signals are shared, props are what they were, children live", async () => {
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, await fixtureApp());
  const browser = await launchChromium();
  try {
    const { page, errors } = await openPerson(browser);
    await page.goto(`http://127.0.0.1:${server.addr.port}/islands`);
    const ids = ["first", "second", "nested"];
    const shown = (id: string, part: string) => page.locator(`#${id} ${part}`);
    // Each click is seen by all: one signal, in islands side by side and within another one's children.
    let expected = 3;
    for (const id of ids) {
      await page.locator(`#${id} button`).click();
      expected++;
      for (const other of ids) {
        await page.locator(`#${other} output`, { hasText: String(expected) }).waitFor();
      }
    }
    for (const id of ids) {
      assert.equal(await shown(id, "time").innerText(), "2027-01-15T00:00:00.000Z");
      assert.equal(await shown(id, "code").innerText(), String(2n ** 70n + 1n));
      assert.equal(await shown(id, "samp").innerText(), "NaN,-0,undefined,null");
    }
    const made = await page.locator("[data-made]").evaluateAll((all) =>
      all.map((node) => node.getAttribute("data-made"))
    );
    assert.deepEqual(made.slice(0, 2), ["server", "server"], "taken over, not drawn again");

    // Children that the server rendered, put away and shown again; with what lives in them.
    assert.equal(await page.locator("#open p").innerHTML(), "from the <b>server</b>");
    await page.locator("#open .toggle").click();
    await page.locator("#open .body").waitFor({ state: "detached" });
    await page.locator("#first button").click();
    await page.locator("#open .toggle").click();
    await page.locator("#open p b").waitFor();
    await page.locator("#nested output", { hasText: String(expected + 1) }).waitFor();
    await page.locator("#nested button").click();
    await page.locator("#second output", { hasText: String(expected + 2) }).waitFor();

    // Children that were not shown at first.
    assert.equal(await page.getByText("hidden at first").count(), 0);
    await page.locator("#closed .toggle").click();
    await page.getByText("hidden at first").waitFor();
    await page.locator("#late button").click();
    await page.locator("#first output", { hasText: String(expected + 3) }).waitFor();
    assert.equal(await page.locator("#closed footer em").innerText(), "the other foot");
    assert.equal(await page.locator("main > p").innerText(), "between");
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
  }
});
