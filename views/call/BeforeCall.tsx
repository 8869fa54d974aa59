import { useSignal } from "@preact/signals";
import { copyText } from "../../browser/clipboard.ts";
import { browserStorage } from "../../browser/storage.ts";
import { acceptInvite, type Arrival } from "../../call/entry/arrival.ts";
import { Button } from "../../components/Button.tsx";
import { ClosedRoom, IncompleteLink, Invited, Unsupported } from "../../components/call/Entrance.tsx";
import { EndSheet } from "../../components/call/Sheet.tsx";
import { failureText } from "../../components/call/texts.ts";
import type { CallProps } from "./call_props.ts";
import type { Entry } from "./use_entry.ts";
import type { InvitedRoom } from "./use_invited_room.ts";

type Outside = Exclude<Entry, { kind: "guest" | "host" }>;

/** True for a person who does not take part, or not yet. */
export function isOutside(entry: Entry | undefined): entry is Outside {
  return entry !== undefined && entry.kind !== "guest" && entry.kind !== "host";
}

interface BeforeCallProps extends CallProps {
  entry: Outside;
  invitedRoom: InvitedRoom;
  onEnter: (arrival: Arrival) => void;
}

/** The room's page for a person who does not take part, or not yet. */
export function BeforeCall({ entry, invitedRoom, onEnter, ...props }: BeforeCallProps) {
  const { t, lang } = props;
  switch (entry.kind) {
    case "refused":
      return (
        <EndSheet title={t.failures.title} lead={failureText({ code: entry.code }, t, lang)}>
          <Button kind="primary" onClick={() => location.reload()}>{t.failures.retry}</Button>
          <Button kind="secondary" href="/practice">{t.ended.toList}</Button>
        </EndSheet>
      );
    case "unsupported":
      return <Unsupported t={t} reason={entry.reason} link={entry.link} copy={copyText} />;
    case "stranger":
      return <IncompleteLink t={t} />;
    case "invited":
      return <Invitation {...props} entry={entry} invitedRoom={invitedRoom} onEnter={onEnter} />;
  }
}

interface InvitationProps extends Omit<BeforeCallProps, "entry"> {
  entry: Extract<Arrival, { kind: "invited" }>;
}

function Invitation({ entry, invitedRoom, onEnter, ...props }: InvitationProps) {
  const nameMissing = useSignal(false);
  if (!invitedRoom.isOpen) {
    return <ClosedRoom {...props} status={invitedRoom.status} nowMs={invitedRoom.nowMs} />;
  }
  const join = (name: string) => {
    nameMissing.value = name === "";
    if (name === "") return;
    onEnter(
      acceptInvite(props.room, { ...entry, name }, invitedRoom.status, browserStorage("sessionStorage")),
    );
  };
  return (
    <Invited
      {...props}
      {...invitedRoom}
      name={entry.name}
      nameMissing={nameMissing.value}
      onJoin={join}
    />
  );
}
