import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Catalogue } from "../i18n/mod.ts";
import { tellActivity } from "../practice/account/activity.ts";
import { signOut } from "../practice/account/sign_in.ts";

interface SignOutProps {
  t: Catalogue["practice"]["nav"];
}

/** Ends this browser's sign-in; as long as somebody uses the page, keeps it from ending by itself. */
export default function SignOut({ t }: SignOutProps) {
  const ready = useSignal(false);
  const state = useSignal<"idle" | "busy" | "failed">("idle");
  useEffect(() => void (ready.value = true), []);
  useEffect(tellActivity, []);

  async function leave() {
    if (state.value === "busy") return;
    state.value = "busy";
    try {
      await signOut();
      location.assign("/practice");
    } catch {
      state.value = "failed";
    }
  }

  return (
    <>
      <button
        type="button"
        class="inline-flex items-center min-h-12 px-2 rounded-lg text-accent underline"
        disabled={!ready.value}
        aria-disabled={state.value === "busy" ? "true" : undefined}
        onClick={leave}
      >
        {state.value === "busy" ? t.signingOut : t.signOut}
      </button>
      {state.value === "failed" && (
        <p role="alert" data-error="sign_out_failed" class="w-full">{t.signOutFailed}</p>
      )}
    </>
  );
}
