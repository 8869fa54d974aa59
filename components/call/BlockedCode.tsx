import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";
import { CodeDisplay } from "../CodeDisplay.tsx";
import { Notice } from "../Notice.tsx";

/** A code or invite link that is blocked after too many wrong guesses, and whether it has been replaced. */
export interface BlockedCodeState {
  method: "code" | "link";
  status: "blocked" | "busy" | "failed" | "replaced";
  /** The new code, in groups. */
  code?: string;
}

interface BlockedCodeProps extends BlockedCodeState {
  t: Catalogue["call"];
  /** The page with the invitation that carries the new code or link. */
  invitationHref: string;
  onReplace: () => void;
}

/** Says that the code or the link is blocked, and offers to replace it. */
export function BlockedCode({ t, method, status, code, invitationHref, onReplace }: BlockedCodeProps) {
  const texts = t.blockedCode;
  if (status === "replaced") {
    return (
      <Notice kind="success">
        <p>{method === "code" ? texts.codeReplaced : texts.linkReplaced}</p>
        {code && <CodeDisplay label={texts.code} code={code} />}
        <p class="mt-2">
          <a href={invitationHref} class="underline">{texts.invitation}</a>
        </p>
      </Notice>
    );
  }
  return (
    <Notice kind="error" code="secret_locked">
      <p>{method === "code" ? texts.codeBlocked : texts.linkBlocked}</p>
      {status === "failed" && <p class="mt-2 font-semibold">{texts.failed}</p>}
      <div class="mt-3">
        <Button kind="secondary" busy={status === "busy"} onClick={onReplace}>
          {method === "code" ? texts.newCode : texts.newLink}
        </Button>
      </div>
    </Notice>
  );
}
