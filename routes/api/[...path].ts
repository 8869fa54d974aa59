import { Refusal } from "../../server/errors.ts";
import { define } from "../../server/state.ts";

/** Whatever is no endpoint. */
export const handler = define.handlers(() => {
  throw new Refusal("not_found");
});
