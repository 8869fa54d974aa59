import { useSignal } from "@preact/signals";
import { copyText } from "../../browser/clipboard.ts";
import { reportOf, verdictOf } from "../../call/check/device_check.ts";
import type { DeviceCheck } from "../../call/check/use_device_check.ts";
import { Button } from "../../components/Button.tsx";
import type { Catalogue } from "../../i18n/mod.ts";
import { Choices } from "./Choices.tsx";

/** The verdict, and a report to copy for whoever helps. */
export function Report({ check, t }: { check: DeviceCheck; t: Catalogue["check"] }) {
  const told = useSignal("");
  const state = check.state.value;
  const verdict = verdictOf(state);
  if (verdict === "unfinished") return null;
  const about = { userAgent: navigator.userAgent, atMs: Date.now(), picture: check.picture.value };
  const report = reportOf(state, about);
  const copy = async () => told.value = await copyText(report) ? t.copied : t.copyFailed;
  const { title, lead } = t.verdicts[verdict];
  return (
    <section aria-labelledby="verdict" data-verdict={verdict} class="flex flex-col gap-4">
      <div class="card p-5">
        <h2 id="verdict" class={`text-2xl font-semibold ${VERDICT_LOOKS[verdict]}`}>{title}</h2>
        <p class="mt-2">{lead}</p>
      </div>
      <Choices>
        <Button kind="primary" href="/">{t.toJoin}</Button>
        <Button kind="secondary" onClick={check.start}>{t.again}</Button>
      </Choices>
      <details class="details">
        <summary>{t.details}</summary>
        <div class="flex flex-col gap-3">
          <p class="text-muted">{t.detailsHint}</p>
          <pre class="report" tabIndex={0} aria-label={t.details}>{report}</pre>
          <Button kind="secondary" onClick={copy}>{t.copy}</Button>
          <p role="status" class={told.value ? "text-muted" : "sr-only"}>{told.value}</p>
        </div>
      </details>
    </section>
  );
}

const VERDICT_LOOKS = { ready: "text-good", ready_with_less: "text-warm", not_ready: "text-danger-ink" };
