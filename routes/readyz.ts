import { define } from "../server/state.ts";

/** Tells whether something can be stored and read back; if not, why, by a stable word (`server/store_errors.ts`). */
export const handler = define.handlers({
  async GET({ state }) {
    const reason = await state.store.readiness();
    return new Response(reason ?? "ok", { status: reason === undefined ? 200 : 503 });
  },
});
