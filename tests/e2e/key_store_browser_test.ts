import assert from "node:assert/strict";
import { build, stop } from "esbuild";
import type * as keyStore from "../../practice/vault/key_store.ts";
import type * as seenVersions from "../../practice/vault/seen_versions.ts";
import { launchChromium } from "../support/chromium.ts";

/** What the page below offers. */
declare const keys: typeof keyStore & typeof seenVersions;

const HOUR_MS = 3600_000;

Deno.test("key store in Chromium's IndexedDB", async (t) => {
  const modules = ["key_store", "seen_versions"].map((name) => `export * from "./${name}.ts";`);
  const bundled = await build({
    stdin: {
      contents: modules.join("\n"),
      resolveDir: new URL("../../practice/vault", import.meta.url).pathname,
    },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "keys",
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
    const keep = (practiceId: string, expiresAtMs: number) =>
      page.evaluate(async ([id, expires]) => {
        const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
          "encrypt",
          "decrypt",
        ]);
        await keys.keepKey({
          practiceId: id,
          memberId: "m",
          keys: [key as keyStore.KeptKey["keys"][0]],
          epoch: 1,
          expiresAtMs: expires,
        });
      }, [practiceId, expiresAtMs] as const);
    /** What can be done with the kept key; the error's name where there is none. */
    const load = (practiceId: string, nowMs: number, target = page) =>
      target.evaluate(async ([id, now]) => {
        try {
          const { keys: [key] } = await keys.loadKey(id, now);
          const aes = { name: "AES-GCM", iv: new Uint8Array(12) };
          await crypto.subtle.encrypt(aes, key, new Uint8Array(1));
          return await crypto.subtle.exportKey("raw", key).then(() => "taken out", () => "sealed");
        } catch (error) {
          return (error as Error).name;
        }
      }, [practiceId, nowMs] as const);

    await t.step("a key works and cannot be taken out, after a reload and in a second tab, too", async () => {
      await keep("p", 1000);
      assert.equal(await load("p", 999), "sealed");
      await page.reload();
      assert.equal(await load("p", 999), "sealed");
      const other = await context.newPage();
      await other.goto(origin);
      assert.equal(await load("p", 999, other), "sealed");
      await other.close();
      assert.equal(await load("q", 999), "VaultLockedError");
    });

    await t.step("it ends with the sign-in, and is gone then", async () => {
      assert.equal(await load("p", 1000), "VaultLockedError");
      assert.equal(await load("p", 999), "VaultLockedError");
    });

    await t.step(
      "it ends after 12 h by this clock, whatever was said; a clock put right ends nothing",
      async () => {
        const nowMs = Date.now();
        await keep("p", nowMs + 400 * HOUR_MS);
        assert.equal(await load("p", nowMs + 12 * HOUR_MS - 1), "sealed");
        assert.equal(await load("p", nowMs + 12 * HOUR_MS + 60_000), "VaultLockedError");
        assert.equal(await load("p", nowMs), "VaultLockedError", "and is gone then");
        await keep("p", nowMs + 400 * HOUR_MS);
        assert.equal(await load("p", nowMs - 3 * HOUR_MS), "sealed");
        assert.equal(await load("p", nowMs + 9 * HOUR_MS - 1), "sealed", "12 h from then on");
        assert.equal(await load("p", nowMs + 9 * HOUR_MS), "VaultLockedError", "and not 15");
        await keep("p", nowMs + HOUR_MS);
        assert.equal(
          await load("p", nowMs - 24 * HOUR_MS),
          "VaultLockedError",
          "an end that no clock here has set",
        );
      },
    );

    await t.step("the next sign-in and a sign-out leave nothing of the one before", async () => {
      await keep("p", 1000);
      await keep("q", 1000);
      assert.equal(await load("p", 1), "VaultLockedError");
      assert.equal(await load("q", 1), "sealed");
      await page.evaluate(() => keys.forgetKeys());
      assert.equal(await load("q", 1), "VaultLockedError");
    });

    await t.step("what is changed while the sign-in ends does not come back", async () => {
      await keep("p", Date.now() + 60_000);
      const left = await page.evaluate(async () => {
        const [{ keys: [key] }] = await keys.listKeys() as [keyStore.KeptKey];
        const change = (epoch: number) => keys.keepNewKey("p", key, epoch);
        await Promise.allSettled([change(2), change(3), keys.forgetKeys(), change(4)]);
        return await keys.listKeys();
      });
      assert.deepEqual(left, []);
    });

    await t.step(
      "a recovery key that the version before kept in clear is deleted; the key opens on",
      async () => {
        await page.evaluate(() =>
          new Promise<void>((resolve, reject) => {
            const request = indexedDB.deleteDatabase("vieraugen-practice");
            request.onsuccess = () => resolve();
            request.onblocked = request.onerror = () => reject(new Error("blocked"));
          })
        );
        const old = await context.newPage();
        await old.goto(origin);
        const expiresAtMs = Date.now() + 60_000;
        await old.evaluate((expires) =>
          new Promise<void>((resolve, reject) => {
            const request = indexedDB.open("vieraugen-practice", 2);
            request.onupgradeneeded = () =>
              request.result.createObjectStore("keys", { keyPath: "practiceId" });
            request.onerror = () => reject(request.error);
            request.onsuccess = async () => {
              const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
                "encrypt",
              ]);
              const recoveryKeyInDoubt = { former: "987654", wasUnconfirmed: true };
              const kept = { practiceId: "p", memberId: "m", keys: [key], epoch: 1, expiresAtMs: expires };
              const writing = request.result.transaction("keys", "readwrite");
              writing.objectStore("keys").put({ ...kept, recoveryKey: "123456", recoveryKeyInDoubt });
              writing.oncomplete = () => {
                request.result.close();
                resolve();
              };
            };
          }), expiresAtMs);
        await old.close();
        assert.equal(await load("p", Date.now()), "sealed");
        const left = await page.evaluate(async () => JSON.stringify(await keys.listKeys()));
        assert.match(left, /"epoch":1/);
        for (const key of ["123456", "987654", "recoveryKey"]) assert.ok(!left.includes(key), left);
      },
    );

    await t.step("names that the first version kept in clear are deleted", async () => {
      const old = await context.newPage();
      await old.goto(origin);
      await page.evaluate(() =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase("vieraugen-practice");
          request.onsuccess = () => resolve();
          request.onblocked = request.onerror = () => reject(new Error("blocked"));
        })
      );
      await old.evaluate(() =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open("vieraugen-practice", 1);
          request.onupgradeneeded = () => request.result.createObjectStore("consultations");
          request.onsuccess = () => {
            request.result.close();
            resolve();
          };
        })
      );
      assert.equal(await load("p", 1), "VaultLockedError");
      const stores = await page.evaluate(() =>
        new Promise<string[]>((resolve) => {
          const request = indexedDB.open("vieraugen-practice");
          request.onsuccess = () => resolve([...request.result.objectStoreNames]);
        })
      );
      assert.deepEqual(stores, ["journal", "keys", "seen", "unsent"]);
      await old.close();
    });

    await t.step("a sign-in that the version before kept goes on", async () => {
      await page.evaluate(() => keys.forgetKeys());
      const before = await context.newPage();
      await before.goto(origin);
      await page.goto("about:blank"); // closes its connection
      await before.evaluate(() =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase("vieraugen-practice");
          request.onsuccess = () => resolve();
          request.onblocked = request.onerror = () => reject(new Error("blocked"));
        })
      );
      await before.evaluate(async () => {
        const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
          "encrypt",
          "decrypt",
        ]);
        await new Promise<void>((resolve) => {
          const request = indexedDB.open("vieraugen-practice", 2);
          request.onupgradeneeded = () => request.result.createObjectStore("keys", { keyPath: "practiceId" });
          request.onsuccess = () => {
            const kept = { practiceId: "p", memberId: "m", keys: [key], epoch: 1, expiresAtMs: 1000 };
            const transaction = request.result.transaction("keys", "readwrite");
            transaction.objectStore("keys").put(kept);
            transaction.oncomplete = () => {
              request.result.close();
              resolve();
            };
          };
        });
      });
      await page.goto(origin);
      assert.equal(await load("p", 999), "sealed");
      await before.close();
    });

    await t.step("the highest version seen outlives a reload and a sign-out, and never falls", async () => {
      const raise = async (versions: Record<string, number>, practiceId = "p") =>
        await page.evaluate(async ([id, given]) => {
          const raised = await keys.seenVersions.raise(id, new Map(Object.entries(given)));
          return Object.fromEntries(raised);
        }, [practiceId, versions] as const);
      assert.deepEqual(await raise({ a: 3, b: 1 }), { a: 3, b: 1 });
      await page.reload();
      await page.evaluate(() => keys.forgetKeys());
      assert.deepEqual(await raise({ a: 1, b: 2, c: 1 }), { a: 3, b: 2, c: 1 });
      assert.deepEqual(await raise({ a: 1 }, "q"), { a: 1 }, "another practice");
      await page.evaluate(() => keys.forgetLongUnseen(Date.now() + 399 * 24 * 3600_000));
      assert.deepEqual(await raise({ a: 1 }), { a: 3 });
      await page.evaluate(() => keys.forgetLongUnseen(Date.now() + 401 * 24 * 3600_000));
      assert.deepEqual(await raise({ a: 1 }), { a: 1 });
    });

    await t.step("a browser without storage throws a StorageUnavailableError", async () => {
      const sealed = await context.newPage();
      await sealed.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));
      await sealed.goto(origin);
      assert.equal(await load("p", 1, sealed), "StorageUnavailableError");
    });

    await t.step(
      "so does one that never answers, or never ends a transaction, after ten seconds",
      async () => {
        const silences = [
          () => indexedDB.open = () => ({} as IDBOpenDBRequest),
          () =>
            IDBDatabase.prototype.transaction = () => ({ objectStore: () => ({ get: () => ({}) }) }) as never,
        ];
        for (const silence of silences) {
          const silent = await context.newPage();
          await silent.addInitScript(silence);
          await silent.clock.install();
          await silent.goto(origin);
          const loading = load("p", 1, silent);
          let outcome = "";
          void loading.then((name) => outcome = name);
          await silent.clock.runFor(9_000);
          assert.equal(outcome, "");
          for (let seconds = 0; seconds < 20 && outcome === ""; seconds++) await silent.clock.runFor(1_000);
          assert.equal(outcome, "StorageUnavailableError");
          await silent.close();
        }
      },
    );
  } finally {
    await browser.close();
  }
});
