import { HttpError } from "fresh";
import { securityText } from "../../server/security_text.ts";
import { define } from "../../server/state.ts";

export const handler = define.handlers({
  /** Whom to tell about a weakness of this installation; a 404 if the operator has named nobody. */
  GET(ctx) {
    const text = securityText(ctx.state.config, Date.now());
    if (text === undefined) throw new HttpError(404);
    return new Response(text, { headers: { "content-type": "text/plain; charset=utf-8" } });
  },
});
