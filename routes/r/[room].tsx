import { page } from "fresh";
import Call, { type CallProps } from "../../islands/Call.tsx";
import { PageShell } from "../../components/PageShell.tsx";
import { ScriptGuard } from "../../components/ScriptGuard.tsx";
import { findConsultation } from "../../kv/consultations.ts";
import { isId } from "../../server/guards.ts";
import { outlineOf } from "../../server/outline.ts";
import { define } from "../../server/state.ts";

/** The room. For a practitioner of its practice it is the host's side, for everybody else the guest's. */
export const handler = define.handlers({
  async GET(ctx) {
    const { signedIn, store } = ctx.state;
    const { room = "" } = ctx.params;
    const nowMs = Date.now();
    const props: Pick<CallProps, "room" | "host" | "outline"> = { room, outline: null };
    if (isId(room)) {
      const kv = await store.open();
      const consultation = signedIn?.member.role === "practitioner"
        ? await findConsultation(kv, room, nowMs)
        : undefined;
      if (signedIn && consultation?.practiceId === signedIn.practice.id) {
        props.host = {
          name: signedIn.member.name,
          practiceId: signedIn.practice.id,
          startsAtMs: consultation.startsAtMs,
          expiresAtMs: consultation.expiresAtMs,
        };
      } else props.outline = await outlineOf(kv, room, nowMs) ?? null;
    }
    return page(props, { headers: { "cache-control": "no-store" } });
  },
});

export default define.page<typeof handler>(function Room({ data, state }) {
  const { t, lang } = state;
  return (
    <PageShell t={t} lang={lang}>
      <Call {...data} t={t.call} lang={lang} />
      <ScriptGuard t={t.call.entrance} label={t.call.pageTitle} />
    </PageShell>
  );
});
