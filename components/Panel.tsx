import type { ComponentChildren } from "preact";

export interface PanelProps {
  title?: string;
  class?: string;
  children: ComponentChildren;
}

/** A card on the page. */
export function Panel({ title, children, ...rest }: PanelProps) {
  return (
    <section class={`card p-6 sm:p-8 ${rest.class ?? ""}`}>
      {title && <h2 class="mb-4">{title}</h2>}
      {children}
    </section>
  );
}
