import { PageShell } from "../components/PageShell.tsx";
import { ScriptGuard } from "../components/ScriptGuard.tsx";
import DeviceCheck from "../islands/DeviceCheck.tsx";
import { define } from "../server/state.ts";

/** Checks devices and network before the appointment, without a code. */
export default define.page(function Check({ state }) {
  const { t, lang } = state;
  return (
    <PageShell t={t} lang={lang} title={t.check.title} description={t.check.description}>
      <h1>{t.check.title}</h1>
      <p class="lead">{t.check.lead}</p>
      <DeviceCheck t={t.check} call={t.call} />
      <ScriptGuard t={t.call.entrance} label={t.check.title} />
    </PageShell>
  );
});
