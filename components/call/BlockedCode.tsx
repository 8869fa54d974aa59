import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";
import { CodeDisplay } from "../CodeDisplay.tsx";
import { Notice } from "../Notice.tsx";

/** What became of a secret that was guessed at too often. */
export interface BlockedCodeState {
  method: "code" | "link";
  status: "locked" | "busy" | "failed" | "replaced";
  /** The new code, in groups. */
  code?: string;
}

interface BlockedCodeProps extends BlockedCodeState {
  t: Catalogue["call"];
  invitationHref: string;
  onReplace: () => void;
}

/** The code (the link) is locked: a new one takes a click. */
export function BlockedCode({ t, method, status, code, invitationHref, onReplace }: BlockedCodeProps) {
  const texts = t.locked;
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
      <p>{method === "code" ? texts.codeLocked : texts.linkLocked}</p>
      {status === "failed" && <p class="mt-2 font-semibold">{texts.failed}</p>}
      <div class="mt-3">
        <Button kind="secondary" busy={status === "busy"} onClick={onReplace}>
          {method === "code" ? texts.newCode : texts.newLink}
        </Button>
      </div>
    </Notice>
  );
}
