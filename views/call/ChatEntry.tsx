import { type ChatEntry as Entry, piecesOf } from "../../call/exchange/chat.ts";
import type { Exchange } from "../../call/exchange/exchange.ts";
import { isOpen, type Transfer } from "../../call/exchange/files.ts";
import { Button } from "../../components/Button.tsx";
import { Icon } from "../../components/Icon.tsx";
import { fill } from "../../i18n/fill.ts";
import { localeOf } from "../../i18n/locale.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { sizeText } from "./size_text.ts";

interface EntryProps {
  /** The partner's name. */
  name: string;
  t: Catalogue["call"];
  lang: string;
}

interface MessageProps extends EntryProps {
  entry: Entry;
  /** An address in the message was pressed. */
  onAddress: (href: string, host: string) => void;
}

/** A chat message. An address in it is a button, because the person is asked before leaving the page. */
export function Message({ entry, name, t, lang, onAddress }: MessageProps) {
  return (
    <div class={entry.mine ? "chat-entry chat-mine" : "chat-entry"}>
      <p class="chat-who">
        {entry.mine ? t.chat.mine : name} · {timeText(entry.atMs, lang)}
        {entry.mine && !entry.delivered && ` · ${t.chat.sending}`}
      </p>
      <p class="whitespace-pre-wrap break-words" dir="auto">
        {piecesOf(entry.text).map((piece, place) =>
          "href" in piece
            ? (
              <button
                key={place}
                type="button"
                class="underline break-all text-start min-h-[2.7rem]"
                onClick={() => onAddress(piece.href, piece.host)}
              >
                {piece.text}
              </button>
            )
            : piece.text
        )}
      </p>
    </div>
  );
}

interface FileEntryProps extends EntryProps {
  transfer: Transfer;
  exchange: Exchange;
}

/** A file that one side offers: how far it has been sent, and what can be done with it. */
export function FileEntry({ transfer, exchange, name, t, lang }: FileEntryProps) {
  const { id, mine, stage, sizeBytes, movedBytes } = transfer;
  const texts = mine ? t.files.mine : t.files.theirs;
  const url = !mine && stage === "done" ? exchange.urlOf(id) : undefined;
  const percent = sizeBytes === 0 ? 100 : Math.floor(movedBytes / sizeBytes * 100);
  return (
    <div class={mine ? "chat-entry chat-mine" : "chat-entry"} data-transfer={stage}>
      <p class="chat-who">{mine ? t.chat.mine : name} · {timeText(transfer.atMs, lang)}</p>
      <p class="flex items-center gap-2 break-all font-semibold">
        <Icon name="file" /> <bdi>{transfer.name}</bdi>
      </p>
      <p class="text-sm">{sizeText(sizeBytes, lang)} · {fill(texts[stage], { name })}</p>
      {stage === "moving" && (
        <progress class="w-full" max={100} value={percent} aria-label={transfer.name}>{percent} %</progress>
      )}
      <div class="flex flex-wrap gap-2 empty:hidden">
        {!mine && stage === "offered" && (
          <>
            <Button kind="primary" onClick={() => exchange.decide(id, "accepted")}>{t.files.accept}</Button>
            <Button kind="secondary" onClick={() => exchange.decide(id, "declined")}>
              {t.files.decline}
            </Button>
          </>
        )}
        {isOpen(transfer) && (mine || stage !== "offered") && (
          <Button
            kind="secondary"
            onClick={() => exchange.decide(id, mine ? "withdrawn" : "declined")}
          >
            {t.files.cancel}
          </Button>
        )}
        {url && <a class="btn btn-primary" href={url} download={transfer.name}>{t.files.save}</a>}
      </div>
    </div>
  );
}

function timeText(atMs: number, lang: string): string {
  return new Intl.DateTimeFormat(localeOf(lang), { hour: "2-digit", minute: "2-digit" }).format(atMs);
}
