import { page } from "fresh";
import Call, { type CallProps } from "../../islands/Call.tsx";
import { PageShell } from "../../components/PageShell.tsx";
import { findConsultation } from "../../kv/consultations.ts";
import { define } from "../../server/state.ts";

/** The room. For a practitioner of its practice it is the host's side, for everybody else the guest's. */
export const handler = define.handlers({
  async GET(ctx) {
    const { signedIn } = ctx.state;
    const { room = "" } = ctx.params;
    let host: CallProps["host"];
    if (signedIn?.member.role === "practitioner") {
      const consultation = await findConsultation(await ctx.state.store.open(), room, Date.now());
      if (consultation?.practiceId === signedIn.practice.id) {
        host = {
          name: signedIn.member.name,
          practiceId: signedIn.practice.id,
          startsAtMs: consultation.startsAtMs,
          expiresAtMs: consultation.expiresAtMs,
        };
      }
    }
    // Whether a room exists is told by the API alone, and there the same for unknown and expired.
    return page({ room, ...(host ? { host } : {}) }, { headers: { "cache-control": "no-store" } });
  },
});

export default define.page<typeof handler>(function Room({ data, state }) {
  return (
    <PageShell t={state.t} lang={state.lang}>
      <Call room={data.room} t={state.t.call} lang={state.lang} {...(data.host ? { host: data.host } : {})} />
    </PageShell>
  );
});
