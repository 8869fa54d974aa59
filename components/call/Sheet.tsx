import type { ComponentChildren } from "preact";

interface SheetProps {
  title: string;
  children: ComponentChildren;
}

/** One card with one heading: the page before and after the conversation. */
export function Sheet({ title, children }: SheetProps) {
  return (
    <section class="sheet mx-auto w-full max-w-xl flex flex-col gap-5 p-6 sm:p-8 rounded-2xl bg-card border border-line shadow-sm">
      <h1 class="text-2xl font-semibold leading-tight">{title}</h1>
      {children}
    </section>
  );
}

interface EndSheetProps {
  title: string;
  lead: string;
  children: ComponentChildren;
}

/** A sheet with one sentence and buttons: the conversation is over, or could not begin. */
export function EndSheet({ title, lead, children }: EndSheetProps) {
  return (
    <Sheet title={title}>
      <p>{lead}</p>
      <div class="flex flex-wrap gap-3">{children}</div>
    </Sheet>
  );
}
