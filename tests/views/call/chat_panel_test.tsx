import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { Exchange } from "../../../call/exchange/exchange.ts";
import ChatPanel from "../../../views/call/ChatPanel.tsx";
import { catalogueOf } from "../../../i18n/mod.ts";

Deno.test("ChatPanel: keeps the draft while it is closed, and forgets it with the conversation", () => {
  const exchange = new Exchange({ changed: () => {}, came: () => {} });
  const panel = () =>
    renderToString(
      <ChatPanel
        exchange={exchange}
        state={exchange.state}
        name="Ida"
        t={catalogueOf("de").call}
        lang="de"
      />,
    );
  exchange.draft = "Guten Tag";
  assert.match(panel(), /<textarea[^>]*>Guten Tag<\/textarea>/);
  exchange.forget();
  assert.doesNotMatch(panel(), /Guten Tag/);
});
