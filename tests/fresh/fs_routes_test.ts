import assert from "node:assert/strict";
import { ask, fixtureApp } from "./fixture_app.ts";

async function bodyOf(path: string): Promise<string> {
  const { text } = await ask(await fixtureApp(), path);
  return text.replace(/^.*<body>|<\/body>.*$/gs, "");
}

Deno.test("fsRoutes: a handler gives data, status and headers to its page", async () => {
  const { status, headers, text } = await ask(await fixtureApp(), "/?name=Ada");
  assert.deepEqual([status, headers.get("x-own")], [203, "1"]);
  assert.equal(headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(text, /^<!DOCTYPE html><html lang="en">/);
  assert.match(text, /<p>Hello Ada<\/p>/);
});

Deno.test("fsRoutes: the children of Head are in the head", async () => {
  const { text } = await ask(await fixtureApp(), "/");
  const [, head = "", body = ""] = /<head>(.*)<\/head>(.*)/s.exec(text) ?? [];
  assert.match(head, /<title[^>]*>Home<\/title>/);
  assert.match(head, /<meta name="description"/);
  assert.ok(!body.includes("<title"));
});

Deno.test("fsRoutes: fixed segments before parameters before rest parameters; optional segments", async () => {
  const handler = await fixtureApp();
  assert.match((await ask(handler, "/items/special")).text, /the special item/);
  assert.match((await ask(handler, "/items/a%20b")).text, /item a b of \/items\/:id/);
  assert.equal((await ask(handler, "/files/a/b.txt")).text, "a/b.txt");
  assert.deepEqual(await ask(handler, "/files").then(({ status, text }) => [status, text]), [200, ""]);
  assert.equal((await ask(handler, "/docs")).text, "latest");
  assert.equal((await ask(handler, "/docs/v2")).text, "v2");
  assert.equal((await ask(handler, "/items")).status, 404);
});

Deno.test("fsRoutes: a fixed path answers with and without a slash at its end; a pattern does not", async () => {
  const handler = await fixtureApp();
  assert.equal((await ask(handler, "/plain/")).status, 200);
  assert.match((await ask(handler, "/items/special/")).text, /the special item/);
  assert.equal((await ask(handler, "/json/", { method: "POST" })).text, '{"method":"POST"}');
  assert.equal((await ask(handler, "/items/other/")).status, 404);
});

Deno.test("fsRoutes: handlers by method, and a handler for all methods", async () => {
  const handler = await fixtureApp();
  assert.equal((await ask(handler, "/json", { method: "POST" })).text, '{"method":"POST"}');
  const head = await ask(handler, "/json", { method: "HEAD" });
  assert.deepEqual([head.status, head.text], [200, ""]);
  for (const method of ["GET", "POST", "DELETE"]) {
    assert.equal((await ask(handler, "/any", { method })).text, method);
  }
});

Deno.test("fsRoutes: middlewares from the root inwards, then the page within the layouts", async () => {
  const handler = await fixtureApp();
  assert.equal((await ask(handler, "/plain")).headers.get("x-trail"), "root 1>root 2");
  assert.equal((await ask(handler, "/area")).headers.get("x-trail"), "root 1>root 2>area");
  assert.equal(
    await bodyOf("/area"),
    '<div class="outer" data-trail="root 1>root 2>area"><section class="inner"><h2>Area</h2>' +
      "<p>in the area</p></section></div>",
  );
});

Deno.test("fsRoutes: a page skips layouts and app wrapper by its config", async () => {
  assert.equal(await bodyOf("/area/alone"), "<p>without layouts</p>");
  const { text } = await ask(await fixtureApp(), "/area/bare");
  assert.match(text, /<p>without anything<\/p>/);
  assert.ok(!text.includes("picture.svg"));
});

Deno.test("fsRoutes: the nearest _error page answers within its layouts, with the status of what was thrown", async () => {
  const handler = await fixtureApp();
  const inner = await ask(handler, "/area/deep/fail");
  assert.equal(inner.status, 500);
  assert.match(inner.text, /class="outer".*class="inner".*inner error page: the page failed/s);
  const outer = await ask(handler, "/json", { method: "DELETE" });
  assert.equal(outer.status, 410);
  assert.match(outer.text, /class="outer".*outer error page: 410/s);
  const none = await ask(handler, "/none");
  assert.equal(none.status, 404);
  assert.match(none.text, /outer error page: 404/);
});
