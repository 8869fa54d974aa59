import type { BlockedCode as BlockedCodeState } from "../../call/state.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";
import { CodeDisplay } from "../CodeDisplay.tsx";
import { Notice } from "../Notice.tsx";

interface BlockedCodeProps {
  blockedCode: BlockedCodeState;
  t: Catalogue["call"];
  /** The page with the invitation that carries the new code. */
  invitationHref: string;
  onReplace: () => void;
}

/** Says that the code is blocked, and offers to replace it. */
export function BlockedCode({ t, blockedCode, invitationHref, onReplace }: BlockedCodeProps) {
  const { status, code } = blockedCode;
  const texts = t.blockedCode;
  if (status === "replaced") {
    return (
      <Notice kind="success">
        <p>{texts.codeReplaced}</p>
        {code && <CodeDisplay label={texts.code} code={code} />}
        <p class="mt-2">
          <a href={invitationHref} class="underline">{texts.invitation}</a>
        </p>
      </Notice>
    );
  }
  return (
    <Notice kind="error" code="secret_locked">
      <p>{texts.codeBlocked}</p>
      {status === "failed" && <p class="mt-2 font-semibold">{texts.failed}</p>}
      <div class="mt-3">
        <Button kind="secondary" busy={status === "replacing"} onClick={onReplace}>
          {texts.newCode}
        </Button>
      </div>
    </Notice>
  );
}
