import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Catalogue } from "../i18n/mod.ts";
import { practiceApi } from "../practice/api.ts";
import { problemOf } from "../practice/problem.ts";

export interface SignOutProps {
  t: Catalogue["practice"]["nav"];
}

/** Ends this browser's session. */
export default function SignOut({ t }: SignOutProps) {
  const ready = useSignal(false);
  const state = useSignal<"idle" | "busy" | "failed">("idle");
  useEffect(() => void (ready.value = true), []);

  async function signOut() {
    state.value = "busy";
    try {
      await practiceApi.signOut();
    } catch (error) {
      if (problemOf(error).code !== "signed_out") {
        state.value = "failed";
        return;
      }
    }
    location.assign("/practice");
  }

  return (
    <>
      <button
        type="button"
        class="inline-flex items-center min-h-12 px-3 rounded-lg text-accent underline"
        disabled={!ready.value || state.value === "busy"}
        onClick={signOut}
      >
        {state.value === "busy" ? t.signingOut : t.signOut}
      </button>
      {state.value === "failed" && (
        <p role="alert" data-error="sign_out_failed" class="w-full">{t.signOutFailed}</p>
      )}
    </>
  );
}
