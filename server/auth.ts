import type { Context, PageProps } from "fresh";
import type { ComponentChildren } from "preact";
import { findConsultation } from "../kv/consultations.ts";
import type { Consultation } from "../kv/keys.ts";
import { type CheckedSeat, checkSeat } from "../kv/seats.ts";
import { Refusal } from "./errors.ts";
import { accessOf, policyOf } from "./route_policy.ts";
import { findSignedIn } from "./sign_in.ts";
import { parseRoom, readJson } from "./parse.ts";
import { requireProof } from "./proof.ts";
import { define, type SignedIn, type State } from "./state.ts";

type Ctx = Context<State>;

/** The seat of the request's token; if the path names a room, a seat in that room. @throws {Refusal} */
export async function requireSeat(
  ctx: Ctx,
  kv: Deno.Kv,
): Promise<CheckedSeat> {
  const check = await checkSeat(kv, { token: parseSeatToken(ctx).token, nowMs: Date.now() });
  if ("refusal" in check) throw new Refusal(check.refusal);
  return check;
}

const TOKEN = /^Bearer (([\w-]{22})\.([\w-]{22})\.[\w-]{43})$/i;

/** The request's seat token, parsed but not checked, except against the path's room. @throws {Refusal} `seat_unknown` */
export function parseSeatToken(ctx: Ctx): { token: string; room: string; peerId: string } {
  const match = TOKEN.exec(ctx.req.headers.get("authorization") ?? "");
  if (!match) throw new Refusal("seat_unknown");
  const [, token, room, peerId] = match as unknown as [string, string, string, string];
  const named = ctx.params["room"];
  if (named !== undefined && parseRoom(named) !== room) throw new Refusal("seat_unknown");
  return { token, room, peerId };
}

/**
 * The member who asks, and the request's body. A body can take long to arrive: then sign-in and proof are looked up again.
 * @throws {Refusal} as `requireMember`, `readJson` and `requireProof`
 */
export async function readAsMember(ctx: Ctx): Promise<SignedIn & { body: Record<string, unknown> }> {
  requireMember(ctx);
  const body = await readJson(ctx.req);
  const signedIn = await findSignedIn(ctx);
  if (!signedIn) throw new Refusal("signed_out");
  ctx.state.signedIn = signedIn;
  await requireProof(ctx);
  return { ...requireMember(ctx), body };
}

/** The member who asks, in the role that the route's policy needs. @throws {Refusal} `signed_out`, `passkey_needed`, `forbidden` */
export function requireMember(ctx: Ctx): SignedIn {
  const { signedIn } = ctx.state;
  if (!signedIn) throw new Refusal("signed_out");
  if (signedIn.mustAddPasskey && !policyOf(ctx).beforePasskey) throw new Refusal("passkey_needed");
  if (accessOf(ctx) === "practitioner" && signedIn.member.role !== "practitioner") {
    throw new Refusal("forbidden");
  }
  return signedIn;
}

/**
 * The consultation in the path, if it belongs to the member's practice. One of another practice is answered like one that
 * does not exist.
 * @throws {Refusal} `signed_out`, `consultation_unknown`
 */
export async function requireConsultation(
  ctx: Ctx,
): Promise<SignedIn & { kv: Deno.Kv; consultation: Consultation }> {
  const signedIn = requireMember(ctx);
  const kv = await ctx.state.store.open();
  const consultation = await findConsultation(kv, parseRoom(ctx.params["room"]), Date.now());
  if (consultation?.practiceId !== signedIn.practice.id) throw new Refusal("consultation_unknown");
  return { ...signedIn, kv, consultation };
}

/**
 * Defines a page for members, by the route's policy: `state.signedIn` is always there, as signed-out visitors have been
 * redirected.
 */
export function memberPage(
  render: (props: PageProps<undefined, State & { signedIn: SignedIn }>) => ComponentChildren,
): (props: PageProps<undefined, State>) => ComponentChildren {
  return define.page((props: PageProps<undefined, State>) => {
    const { state } = props;
    if (!state.signedIn) throw new Refusal("signed_out");
    return render({ ...props, state: { ...state, signedIn: state.signedIn } });
  });
}
