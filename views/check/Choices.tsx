import type { ComponentChildren } from "preact";

/** The buttons of one step, side by side. */
export function Choices({ children }: { children: ComponentChildren }) {
  return <div class="flex flex-wrap gap-3">{children}</div>;
}
