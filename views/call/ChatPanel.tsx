import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Exchange, ExchangeState } from "../../call/exchange/exchange.ts";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Notice } from "../../components/Notice.tsx";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { FileEntry, Message } from "./ChatEntry.tsx";
import { ChatForm } from "./ChatForm.tsx";

interface ChatPanelProps {
  exchange: Exchange;
  state: ExchangeState;
  /** The partner's name. */
  name: string;
  t: Catalogue["call"];
  lang: string;
}

/** An address in a message, before it is opened. */
interface Address {
  href: string;
  host: string;
}

/** The messages and files of this conversation in their order, and the form to send more. */
export default function ChatPanel({ exchange, state, name, t, lang }: ChatPanelProps) {
  const log = useRef<HTMLDivElement>(null);
  const address = useSignal<Address | undefined>(undefined);
  const items = [...state.chat.entries, ...state.files.transfers].sort((a, b) => a.at - b.at);
  useLayoutEffect(() => log.current?.lastElementChild?.scrollIntoView({ block: "nearest" }), [items.length]);
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
      <ChatForm exchange={exchange} attached={state.attached} t={t} lang={lang} />
      <AddressQuestion address={address.value} t={t} onClose={() => address.value = undefined} />
    </>
  );
}

interface AddressQuestionProps {
  address: Address | undefined;
  t: Catalogue["call"];
  onClose: () => void;
}

/** Asks before an address from a message is opened in a new tab. */
function AddressQuestion({ address, t, onClose }: AddressQuestionProps) {
  return (
    <Dialog id="open-address" title={t.chat.addressTitle} open={address !== undefined} onClose={onClose}>
      <p>{fill(t.chat.addressLead, { host: address?.host ?? "" })}</p>
      <p class="break-all text-sm">{address?.href}</p>
      <div class="flex flex-wrap gap-3">
        <a
          class="btn btn-primary"
          href={address?.href ?? "#"}
          target="_blank"
          rel="noreferrer noopener"
          onClick={onClose}
        >
          {t.chat.addressOpen}
        </a>
        <Button kind="secondary" onClick={onClose}>{t.chat.addressStay}</Button>
      </div>
    </Dialog>
  );
}
