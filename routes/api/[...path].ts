import { Refusal } from "../../server/errors.ts";
import { define } from "../../server/state.ts";

/** Addresses below /api that are not endpoints. */
export const handler = define.handlers(() => {
  throw new Refusal("not_found");
});
