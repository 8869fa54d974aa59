import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import type { StoredSeat } from "../../../call/seats/stored_seat.ts";
import { initialCallState } from "../../../call/state.ts";
import type { Call } from "../../../call/use_call.ts";
import { catalogueOf } from "../../../i18n/mod.ts";
import { Asked, Failed } from "../../../views/call/CallEnd.tsx";

const t = catalogueOf("de").call;

const state = { ...initialCallState("guest"), failure: { code: "practice_unproved" } };
const shared = {
  t,
  lang: "de",
  room: "AAAAAAAAAAAAAAAAAAAAAA",
  call: { state: { value: state }, dispatch: () => {} } as unknown as Call,
};

Deno.test("call's end: who is told to call the practice finds its number there, if the invitation has one", () => {
  const seat = { waitingPhone: "030 123 45 67" } as StoredSeat;
  for (const Part of [Asked, Failed]) {
    const page = renderToString(<Part {...shared} seat={seat} />);
    assert.match(page, /href="tel:030 ?123 ?45 ?67"/);
    assert.ok(!renderToString(<Part {...shared} seat={undefined} />).includes("tel:"));
  }
});
