import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { PanelName } from "../../call/stage/stage_view.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { takeFocus } from "../focus.ts";
import { Icon } from "../Icon.tsx";

interface CallPanelProps {
  name: PanelName;
  title: string;
  t: Catalogue["call"];
  onBack: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** A panel beside the conversation, on small screens over it; the conversation goes on. */
export function CallPanel({ name, title, t, onBack, onClose, children }: CallPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A layout effect, so that the focus is back at the button in the moment the panel closes.
  useLayoutEffect(() => {
    takeFocus(heading.current);
    return () => document.getElementById(`open-${name}`)?.focus();
  }, [name]);
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if ((event.target as Element).closest("dialog")) return; // Escape closes a dialog over the panel first
    event.preventDefault();
    onClose();
  };
  return (
    <section class="panel" aria-labelledby="panel-title" data-panel={name} onKeyDown={closeByKey}>
      <header class="panel-head">
        <h2 id="panel-title" ref={heading}>{title}</h2>
        <button type="button" class="plain" onClick={onClose}>
          <Icon name="close" />
          {t.panel.close}
        </button>
      </header>
      <div class="panel-body">
        {name !== "participants" && (
          <button type="button" class="plain self-start" onClick={onBack}>
            <Icon name="back" />
            {t.panel.back}
          </button>
        )}
        {children}
      </div>
    </section>
  );
}
