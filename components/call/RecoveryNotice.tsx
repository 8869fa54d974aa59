import type { CallState, Trouble } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";
import { phoneLink } from "../phone.ts";

export interface RecoveryNoticeProps {
  state: CallState;
  t: Catalogue["call"];
  /** The partner's name. */
  name: string;
  /** Why there is no connection; undefined while there is one. */
  trouble: Trouble | undefined;
  /** A phone number of the practice, if it gave one. */
  phone: string | undefined;
  onRetry: () => void;
}

/** What is being done while there is no connection; after a minute, what the person can do. */
export function RecoveryNotice({ state, t, name, trouble, phone, onRetry }: RecoveryNoticeProps) {
  const isFirst = state.phase === "connecting" && trouble === "interrupted";
  return (
    <div class="flex flex-col items-center gap-3" data-trouble={trouble}>
      <p role="status" class="empty:hidden tag max-w-prose text-center">
        {trouble && fill(isFirst ? t.recovery.connecting : t.recovery[trouble], { name })}
      </p>
      {state.stuck && (
        <div
          role="alert"
          class="flex flex-col items-center gap-3 max-w-prose rounded-xl bg-stage-veil px-4 py-3"
        >
          <p>{t.recovery.stuck}</p>
          <div class="flex flex-wrap justify-center gap-3">
            <Button kind="primary" onClick={onRetry}>{t.recovery.retry}</Button>
            {phone && (
              <Button kind="secondary" href={phoneLink(phone)}>
                {fill(t.recovery.phone, { phone })}
              </Button>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
