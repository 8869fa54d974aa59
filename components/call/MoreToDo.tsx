import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";
import { Icon } from "../Icon.tsx";

export interface MoreToDoProps {
  t: Catalogue["call"];
  canShowDetail: boolean;
  /** Undefined if the browser has no picture-in-picture. */
  onSmallWindow: (() => void) | undefined;
  onDetail: () => void;
}

/** Actions that are used too rarely to be in the bar. */
export function MoreToDo({ t, canShowDetail, onSmallWindow, onDetail }: MoreToDoProps) {
  return (
    <div class="flex flex-col gap-2">
      <Button kind="secondary" disabled={!canShowDetail} aria-describedby="detail-hint" onClick={onDetail}>
        <Icon name="card" /> {t.showing.detail}
      </Button>
      <p id="detail-hint" class="text-muted text-sm">{t.showing.detailHint}</p>
      {onSmallWindow && (
        <>
          <Button kind="secondary" aria-describedby="window-hint" onClick={onSmallWindow}>
            <Icon name="small-window" /> {t.showing.smallWindow}
          </Button>
          <p id="window-hint" class="text-muted text-sm">{t.showing.smallWindowHint}</p>
        </>
      )}
    </div>
  );
}
