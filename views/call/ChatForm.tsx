import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { MAX_CHAT_CHARS } from "../../call/exchange/chat.ts";
import type { Exchange } from "../../call/exchange/exchange.ts";
import { MAX_FILE_BYTES } from "../../call/exchange/files.ts";
import { Button } from "../../components/Button.tsx";
import { Icon } from "../../components/Icon.tsx";
import { Notice } from "../../components/Notice.tsx";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { sizeText } from "./size_text.ts";

interface ChatFormProps {
  exchange: Exchange;
  /** True while the data channel to the partner is open. */
  attached: boolean;
  t: Catalogue["call"];
  lang: string;
}

/** Sends messages and offers files. The draft stays when the panel is closed. */
export function ChatForm({ exchange, attached, t, lang }: ChatFormProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const tooLarge = useSignal(false);
  const send = () => {
    const text = field.current?.value ?? "";
    if (text.trim() === "") return;
    exchange.write(text);
    field.current!.value = "";
    exchange.draft = "";
  };
  return (
    <form
      class="chat-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label for="chat-text" class="font-semibold">{t.chat.text}</label>
      <textarea
        id="chat-text"
        ref={field}
        class="input"
        rows={1}
        maxLength={MAX_CHAT_CHARS}
        defaultValue={exchange.draft}
        onInput={(event) => exchange.draft = event.currentTarget.value}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <div class="flex flex-wrap gap-2">
        <Button kind="primary" type="submit">
          <Icon name="send" /> {t.chat.send}
        </Button>
        <label class="btn btn-secondary relative">
          <Icon name="file" /> {t.chat.file}
          <input
            type="file"
            class="absolute inset-0 opacity-0 w-full cursor-pointer"
            disabled={!attached}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) tooLarge.value = !exchange.offer(file);
              event.currentTarget.value = "";
            }}
          />
        </label>
      </div>
      {tooLarge.value && (
        <Notice kind="error" code="file_too_large">
          {fill(t.chat.tooLarge, { size: sizeText(MAX_FILE_BYTES, lang) })}
        </Notice>
      )}
    </form>
  );
}
