import { page } from "fresh";
import Call, { type CallProps } from "../../islands/Call.tsx";
import { Button } from "../../components/Button.tsx";
import { PageShell } from "../../components/PageShell.tsx";
import { ScriptGuard } from "../../components/ScriptGuard.tsx";
import { findConsultation } from "../../kv/consultations.ts";
import { isId } from "../../server/parse.ts";
import { define } from "../../server/state.ts";

interface RoomData extends Pick<CallProps, "room" | "host"> {
  /** The room belongs to the assistant's practice, but assistants never enter a call (R4). */
  notForAssistants?: true;
}

/** The room: the host's side for practitioners of its practice, the guest's side for everybody else. */
export const handler = define.handlers({
  async GET(ctx) {
    const { signedIn, store } = ctx.state;
    const { room = "" } = ctx.params;
    // Of the room it tells nothing: the browser asks, with the proof that its secret makes.
    const props: RoomData = { room };
    if (isId(room) && signedIn) {
      const consultation = await findConsultation(await store.open(), room, Date.now());
      if (consultation?.practiceId === signedIn.practice.id) {
        if (signedIn.member.role === "assistant") props.notForAssistants = true;
        else {props.host = {
            name: signedIn.member.name,
            practiceId: signedIn.practice.id,
            startsAtMs: consultation.startsAtMs,
          };}
      }
    }
    return page(props);
  },
});

export default define.page<typeof handler>(function Room({ data, state }) {
  const { t, lang } = state;
  const { notForAssistants, ...call } = data;
  if (notForAssistants) {
    const { title, lead, toList } = t.practice.notForAssistants;
    return (
      <PageShell t={t} lang={lang}>
        <main id="main" data-phase="failed" data-error="forbidden" class="room">
          <section class="card stack">
            <h1>{title}</h1>
            <p>{lead}</p>
            <div>
              <Button kind="primary" href="/practice">{toList}</Button>
            </div>
          </section>
        </main>
      </PageShell>
    );
  }
  return (
    <PageShell t={t} lang={lang}>
      <Call {...call} t={t.call} lang={lang} />
      <ScriptGuard t={t.call.entrance} label={t.call.pageTitle} />
    </PageShell>
  );
});
