import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { markStarted } from "../browser/started.ts";
import { CHECK_STEPS, currentStep, verdictOf } from "../call/check/device_check.ts";
import { useDeviceCheck } from "../call/check/use_device_check.ts";
import { Button } from "../components/Button.tsx";
import { takeFocus, useKeptFocus } from "../components/focus.ts";
import type { Catalogue } from "../i18n/mod.ts";
import { Report } from "../views/check/Report.tsx";
import { Step } from "../views/check/Step.tsx";

interface DeviceCheckProps {
  t: Catalogue["check"];
  call: Catalogue["call"];
}

/** Checks everything a call needs, step by step. Every decision is made in `call/check/device_check.ts`. */
export default function DeviceCheck({ t, call }: DeviceCheckProps) {
  useKeptFocus();
  const check = useDeviceCheck();
  const state = check.state.value;
  const verdict = verdictOf(state);
  const current = currentStep(state);
  const list = useRef<HTMLOListElement>(null);
  const ready = useSignal(false);
  useEffect(() => {
    ready.value = true;
    markStarted();
  }, []);
  useLayoutEffect(() => {
    // The focus follows the current step, unless it is elsewhere in the page.
    const next = verdict !== "unfinished" ? "#verdict" : current ? `[data-step=${current}] h2` : undefined;
    const focused = document.activeElement;
    const isElsewhere = !focused?.contains(list.current) && !list.current?.contains(focused);
    if (next && !isElsewhere) takeFocus(document.querySelector<HTMLElement>(next));
  }, [current, verdict]);
  if (!check.isStarted.value) {
    return <Button kind="primary" disabled={!ready.value} onClick={check.start}>{t.start}</Button>;
  }
  return (
    <>
      <ol ref={list} class="flex flex-col gap-4">
        {CHECK_STEPS.map((step) => (
          <Step key={step} step={step} check={check} t={t} call={call} isCurrent={step === current} />
        ))}
      </ol>
      {verdict !== "unfinished" && <Report check={check} t={t} />}
    </>
  );
}
