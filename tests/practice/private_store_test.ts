import assert from "node:assert/strict";
import { build, stop } from "esbuild";
import { launchChromium } from "../chromium.ts";
import type { PrivateConsultation, PrivateStore } from "../../practice/private_store.ts";

/** What the page below offers. */
declare const privateStoreModule: {
  privateStore: PrivateStore;
  privatePartOf: (practiceId: string, room: string) => Promise<PrivateConsultation | undefined>;
  forgetExpired: (store: PrivateStore, practiceId: string, nowMs: number) => Promise<PrivateConsultation[]>;
};

Deno.test("privateStore in Chromium's IndexedDB", async (t) => {
  const bundled = await build({
    entryPoints: [new URL("../../practice/private_store.ts", import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "privateStoreModule",
  });
  await stop();
  const html = `<!doctype html><script>${bundled.outputFiles[0]!.text}</script>`;
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(html, { headers: { "content-type": "text/html" } }),
  );
  const browser = await launchChromium();
  try {
    const origin = `http://127.0.0.1:${server.addr.port}`;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(origin);
    const made = (practiceId: string, room: string, startsAtMs = 1000): PrivateConsultation => ({
      practiceId,
      room,
      name: `Name ${room}`,
      note: "",
      lang: "de",
      codeSecret: "123456",
      linkSecret: "A".repeat(22),
      codeLength: 12,
      startsAtMs,
      createdAtMs: 1,
    });
    const rooms = (records: PrivateConsultation[]) => records.map((record) => record.room).sort().join(" ");
    const list = (practiceId: string) =>
      page.evaluate((id) => privateStoreModule.privateStore.list(id), practiceId);

    await t.step("what was put comes back, in the place of an older one", async () => {
      for (
        const record of [
          made("p", "a"),
          made("p", "b"),
          made("p2", "a"),
          made("o", "z"),
          { ...made("p", "a"), locator: "1" },
        ]
      ) await page.evaluate((given) => privateStoreModule.privateStore.put(given), record);
      const got = await page.evaluate(() => privateStoreModule.privatePartOf("p", "a"));
      assert.deepEqual(got, { ...made("p", "a"), locator: "1" });
      assert.equal(await page.evaluate(() => privateStoreModule.privatePartOf("p", "none")), undefined);
    });

    await t.step("one practice does not see the other's", async () => {
      assert.equal(rooms(await list("p")), "a b");
      assert.equal(rooms(await list("p2")), "a");
      assert.equal(rooms(await list("")), "");
    });

    await t.step("a reload and a second tab find the same", async () => {
      await page.reload();
      assert.equal(rooms(await list("p")), "a b");
      const other = await context.newPage();
      await other.goto(origin);
      await other.evaluate((given) => privateStoreModule.privateStore.put(given), made("p", "c"));
      await other.close();
      assert.equal(rooms(await list("p")), "a b c");
    });

    await t.step("remove takes one, and none twice", async () => {
      for (let times = 0; times < 2; times++) {
        await page.evaluate(() => privateStoreModule.privateStore.remove("p", "c"));
      }
      assert.equal(rooms(await list("p")), "a b");
    });

    await t.step("forgetExpired keeps what may still be alive", async () => {
      const dayMs = 24 * 3600_000;
      await page.evaluate(
        (given) => privateStoreModule.privateStore.put(given),
        made("p", "late", 2 * dayMs),
      );
      const living = await page.evaluate(
        (nowMs) => privateStoreModule.forgetExpired(privateStoreModule.privateStore, "p", nowMs),
        3 * dayMs,
      );
      assert.equal(rooms(living), "late");
      assert.equal(rooms(await list("p")), "late");
      assert.equal(rooms(await list("p2")), "a");
    });

    await t.step("a deleted database is made again, not waited for", async () => {
      await page.evaluate(() =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase("vieraugen-practice");
          request.onsuccess = () => resolve();
          request.onblocked = request.onerror = () => reject(new Error("blocked"));
        })
      );
      assert.equal(rooms(await list("p")), "");
    });

    await t.step("a browser without storage gives a PrivateStoreError", async () => {
      const sealed = await context.newPage();
      await sealed.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));
      await sealed.goto(origin);
      const name = await sealed.evaluate(() =>
        privateStoreModule.privateStore.list("p").then(() => "", (error: Error) => error.name)
      );
      assert.equal(name, "PrivateStoreError");
    });
  } finally {
    await browser.close();
  }
});
