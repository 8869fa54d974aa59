import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type ChatEntry, MAX_CHAT_CHARS, piecesOf } from "../call/exchange/chat.ts";
import type { Exchange, ExchangeState } from "../call/exchange/exchange.ts";
import { isOpen, MAX_FILE_BYTES, type Transfer } from "../call/exchange/files.ts";
import type { Catalogue } from "../i18n/mod.ts";
import { fill } from "../i18n/fill.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Icon } from "../components/Icon.tsx";
import { Notice } from "../components/Notice.tsx";
import { localeOf } from "../i18n/locale.ts";

interface ChatPanelProps {
  exchange: Exchange;
  state: ExchangeState;
  /** The partner's name. */
  name: string;
  t: Catalogue["call"];
  lang: string;
}

/** Texts and files of this conversation, in the order in which they came. */
export default function ChatPanel({ exchange, state, name, t, lang }: ChatPanelProps) {
  const log = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const address = useSignal<{ href: string; host: string } | undefined>(undefined);
  const tooLarge = useSignal(false);
  const items = [...state.chat.entries, ...state.files.transfers].sort((a, b) => a.atMs - b.atMs);
  useLayoutEffect(() => log.current?.lastElementChild?.scrollIntoView({ block: "nearest" }), [items.length]);
  const send = () => {
    const text = field.current?.value ?? "";
    if (text.trim() === "") return;
    exchange.write(text);
    field.current!.value = "";
    exchange.draft = "";
  };
  return (
    <>
      <p class="chat-lead text-muted text-sm">{t.chat.lead}</p>
      <div ref={log} role="log" aria-label={t.chat.log} tabIndex={0} class="chat-log">
        {items.length === 0 && <p class="text-muted">{t.chat.empty} {t.chat.lead}</p>}
        {items.map((item) =>
          "text" in item
            ? (
              <Message
                key={`${item.mine} ${item.id}`}
                entry={item}
                name={name}
                t={t}
                lang={lang}
                onAddress={(href, host) => address.value = { href, host }}
              />
            )
            : (
              <FileEntry
                key={`${item.mine} ${item.id}`}
                transfer={item}
                exchange={exchange}
                name={name}
                t={t}
                lang={lang}
              />
            )
        )}
      </div>
      {!state.attached && <Notice kind="info">{t.chat.detached}</Notice>}
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
              disabled={!state.attached}
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
      <Dialog
        id="open-address"
        title={t.chat.addressTitle}
        open={address.value !== undefined}
        onClose={() => address.value = undefined}
      >
        <p>{fill(t.chat.addressLead, { host: address.value?.host ?? "" })}</p>
        <p class="break-all text-sm">{address.value?.href}</p>
        <div class="flex flex-wrap gap-3">
          <a
            class="btn btn-primary"
            href={address.value?.href ?? "#"}
            target="_blank"
            rel="noreferrer noopener"
            onClick={() => address.value = undefined}
          >
            {t.chat.addressOpen}
          </a>
          <Button kind="secondary" onClick={() => address.value = undefined}>{t.chat.addressStay}</Button>
        </div>
      </Dialog>
    </>
  );
}

interface EntryProps {
  name: string;
  t: Catalogue["call"];
  lang: string;
}

interface MessageProps extends EntryProps {
  entry: ChatEntry;
  onAddress: (href: string, host: string) => void;
}

/** One text; an address in it is a button that asks before it leads away. */
function Message({ entry, name, t, lang, onAddress }: MessageProps) {
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

/** One file on its way: who wants to give it, how far it is, what became of it. */
function FileEntry({ transfer, exchange, name, t, lang }: FileEntryProps) {
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

function sizeText(bytes: number, lang: string): string {
  const [unit, size] = bytes < 1_000_000 ? ["kilobyte", bytes / 1_000] : ["megabyte", bytes / 1_000_000];
  return new Intl.NumberFormat(lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(size);
}
