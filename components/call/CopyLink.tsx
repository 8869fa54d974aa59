import { useRef, useState } from "preact/hooks";
import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";

export interface CopyLinkProps {
  t: Catalogue["call"];
  /** The whole link, with its secret part. */
  link: string;
  /** Copies a text; resolves to false if the browser refuses. */
  copy: (text: string) => Promise<boolean>;
}

/** The person's own link, to copy to another browser. */
export function CopyLink({ t, link, copy }: CopyLinkProps) {
  const field = useRef<HTMLInputElement>(null);
  const [status, setStatus] = useState("");
  const onCopy = async () => {
    const copied = await copy(link);
    if (!copied) field.current?.select();
    setStatus(copied ? t.entrance.copied : t.entrance.copyFailed);
  };
  return (
    <div class="flex flex-col gap-3">
      <div class="field">
        <label for="own-link">{t.entrance.link}</label>
        <p id="own-link-hint" class="text-muted">{t.entrance.linkHint}</p>
        <input
          ref={field}
          id="own-link"
          aria-describedby="own-link-hint"
          class="input"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
      <Button kind="primary" onClick={onCopy}>{t.entrance.copyLink}</Button>
      <p role="status" class={status ? "text-muted" : "sr-only"}>{status}</p>
    </div>
  );
}
