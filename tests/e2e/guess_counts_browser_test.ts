import assert from "node:assert/strict";
import { build, stop } from "esbuild";
import type { Page } from "playwright-core";
import type * as database from "../../call/database.ts";
import type * as guessCounts from "../../call/guess_counts.ts";
import type * as guessBudget from "../../call/pairing/guess_budget.ts";
import { launchChromium } from "../support/chromium.ts";

/** What the page below offers. */
declare const counts: typeof guessCounts & typeof guessBudget & typeof database;

const DAY_MS = 24 * 3600_000;
const CODE = "314159";

/** How many of so many guesses at a code are counted as open, in a page that was just opened. */
function guess(page: Page, tries: number, room = "room", code = CODE): Promise<number> {
  return page.evaluate(async ([tries, room, code]) => {
    const store = counts.guessStore(
      ["host", room, code],
      room,
      (stored) => (stored?.replaced?.c ?? 0) >= 0 ? stored?.c ?? 0 : 0,
    );
    const budget = new counts.GuessBudget(store, 5);
    const taken = await Promise.all(Array.from({ length: tries }, () => budget.take()));
    return taken.filter((count) => count !== undefined).length;
  }, [tries, room, code] as const);
}

/** Everything that is stored, as text. */
function stored(page: Page): Promise<string> {
  return page.evaluate(() =>
    new Promise<string>((resolve) => {
      const request = indexedDB.open("vieraugen-call");
      request.onsuccess = () => {
        const store = request.result.transaction("guesses").objectStore("guesses");
        const [keys, values] = [store.getAllKeys(), store.getAll()];
        values.onsuccess = () => {
          request.result.close();
          resolve(JSON.stringify([keys.result, values.result]));
        };
      };
    })
  );
}

/** Stores a count as the version before did. */
function storeFormerly(page: Page, room: string, count: number, expiresAtMs: number): Promise<void> {
  return page.evaluate(([room, count, expiresAtMs]) =>
    new Promise<void>((resolve) => {
      const request = indexedDB.open("vieraugen-call", 1);
      request.onupgradeneeded = () =>
        ["resume", "guesses"].forEach((table) => request.result.createObjectStore(table));
      request.onsuccess = () => {
        const transaction = request.result.transaction("guesses", "readwrite");
        const record = { c: count, l: 0, replaced: { c: 0, l: 0 }, expiresAtMs };
        transaction.objectStore("guesses").put(record, room);
        transaction.oncomplete = () => {
          request.result.close();
          resolve();
        };
      };
    }), [room, count, expiresAtMs] as const);
}

Deno.test("guess counts in Chromium's IndexedDB", async (t) => {
  const bundled = await build({
    stdin: {
      contents: ["database", "guess_counts", "pairing/guess_budget"].map((name) =>
        `export * from "./${name}.ts";`
      ).join("\n"),
      resolveDir: new URL("../../call", import.meta.url).pathname,
    },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "counts",
  });
  await stop();
  const html = `<!doctype html><script>${bundled.outputFiles[0]!.text}</script>`;
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    ({ url }) =>
      new Response(html, {
        headers: {
          "content-type": "text/html",
          ...(url.endsWith("/emptied") ? { "clear-site-data": '"storage"' } : {}),
        },
      }),
  );
  const browser = await launchChromium();
  try {
    const origin = `http://localhost:${server.addr.port}`;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(origin);

    await t.step(
      "a count made by the version before goes on, although its end was said to be long ago",
      async () => {
        await storeFormerly(page, "former", 3, 1);
        await page.evaluate(() => counts.deleteExpired(Date.now()));
        assert.equal(await guess(page, 10, "former"), 2);
        assert.equal(await guess(page, 10, "former", "271828"), 2, "whatever its code was");
      },
    );

    await t.step("five, over reloads and in two tabs at once", async () => {
      assert.equal(await guess(page, 2), 2);
      await page.reload();
      const other = await context.newPage();
      await other.goto(origin);
      const [one, two] = await Promise.all([guess(page, 20), guess(other, 20)]);
      assert.equal(one + two, 3);
      await other.close();
      assert.equal(await guess(page, 5, "room", "271828"), 5, "another code has another count");
    });

    await t.step("nobody reads a code in it, and no page takes the key out", async () => {
      const text = await stored(page);
      assert.ok(!text.includes(CODE) && !text.includes("271828"), text);
      const taken = await page.evaluate(async () => {
        const kept = await counts.getRecord<{ key: CryptoKey; expiresAtMs: number }>(
          "guesses",
          "hashing key",
        );
        return await crypto.subtle.exportKey("raw", kept!.key).then(() => "taken out", () => "sealed");
      });
      assert.equal(taken, "sealed");
    });

    await t.step("it lives for 400 days by this clock, longer than any code, and is gone then", async () => {
      const left = async (days: number) => {
        await page.evaluate((nowMs) => counts.deleteExpired(nowMs), Date.now() + days * DAY_MS);
        return (await stored(page)).split('"count"').length - 1;
      };
      assert.equal(await left(-3650), 4, "a clock set back gives no new guesses");
      assert.equal(await left(399), 4);
      assert.equal(await left(401), 0);
    });

    await t.step("a resume secret lives for 48 hours, also by a clock that was set back", async () => {
      const kept = await page.evaluate(async () => {
        const { now } = Date;
        const HOUR_MS = 3600_000;
        const at = async <Result>(hours: number, work: () => Promise<Result>) => {
          Date.now = () => now() + hours * HOUR_MS;
          return await work().finally(() => Date.now = now);
        };
        const isKept = async () => await counts.getRecord("resume", "kept") !== undefined;
        const put = () => counts.putRecord("resume", "kept", { expiresAtMs: now() + 48 * HOUR_MS });
        await put();
        const found = [await at(0, isKept), await at(47, isKept), await at(48, isKept), await at(-1, isKept)];
        await at(-1, () => counts.deleteExpired(Date.now()));
        return [...found, await isKept()];
      });
      assert.deepEqual(kept, [true, true, false, false, false]);
    });

    await t.step("a browser that is emptied under an open page: that page goes on counting", async () => {
      const taken = await page.evaluate(async (origin) => {
        const store = counts.guessStore(["host", "room", "1"], "room", () => 0);
        const budget = new counts.GuessBudget(store, 5);
        let open = 0;
        for (let tries = 0; tries < 12; tries++) {
          if (await budget.take().catch(() => undefined) !== undefined) open++;
          await fetch(`${origin}/emptied`);
        }
        return open;
      }, origin);
      assert.ok(taken <= 5, `${taken} were open`);
    });

    await t.step(
      "a database that never answers is an error after ten seconds, and so is a full one",
      async () => {
        const silent = await context.newPage();
        await silent.addInitScript(() => indexedDB.open = () => ({} as IDBOpenDBRequest));
        await silent.goto(origin);
        const failure = (target: Page) =>
          target.evaluate(async () => {
            const store = counts.guessStore(["host", "room", "2"], "room", () => 0);
            return await new counts.GuessBudget(store, 5).take().then(() => "counted", ({ code }) => code);
          });
        assert.equal(await failure(silent), "storage_failed");
        await page.evaluate(() =>
          IDBObjectStore.prototype.put = () => {
            throw new DOMException("full", "QuotaExceededError");
          }
        );
        assert.equal(await failure(page), "storage_failed");
      },
    );
  } finally {
    await browser.close();
  }
});
