import assert from "node:assert/strict";
import { pageStyles } from "../../../server/middlewares/page_styles.ts";
import { appOf } from "../../support/app.ts";

Deno.test("pageStyles: fills in the rules of pages only", async () => {
  const text = '<style>/*styles*/</style><p class="btn">x</p>';
  const ask = appOf([pageStyles], {
    "/help": () => new Response(text, { status: 404, headers: { "content-type": "text/html" } }),
    "/healthz": () => new Response(text),
  });
  const page = await ask("/help");
  assert.equal(page.status, 404);
  assert.match(await page.text(), /<style>.*\.btn\{.*<\/style><p class="btn">x<\/p>$/s);
  assert.equal(await (await ask("/healthz")).text(), text);
});
