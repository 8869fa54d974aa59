import type { ComponentChildren } from "preact";
import type { Catalogue } from "../../i18n/mod.ts";

interface PracticeNavProps {
  t: Catalogue["practice"]["nav"];
  practiceName: string;
  /** The page's path. */
  current: string;
  /** The sign-out button, an island. */
  children: ComponentChildren;
}

/** The navigation between the practice's pages. */
export function PracticeNav({ t, practiceName, current, children }: PracticeNavProps) {
  return (
    <nav
      aria-label={t.label}
      class="no-print flex flex-wrap items-center gap-x-1 gap-y-1 border-b border-line pb-3 mb-8"
    >
      <span class="w-full font-semibold min-w-0 break-words">{practiceName}</span>
      <NavLink href="/practice" current={current}>{t.consultations}</NavLink>
      <NavLink href="/practice/new" current={current}>{t.create}</NavLink>
      <NavLink href="/practice/members" current={current}>{t.members}</NavLink>
      <NavLink href="/practice/settings" current={current}>{t.settings}</NavLink>
      {children}
    </nav>
  );
}

interface NavLinkProps {
  href: string;
  current: string;
  children: ComponentChildren;
}

function NavLink({ href, current, children }: NavLinkProps) {
  const here = href === current;
  return (
    <a
      href={href}
      aria-current={here ? "page" : undefined}
      class={`inline-flex items-center min-h-12 px-2 rounded-lg ${
        here ? "font-semibold text-ink bg-accent-soft" : "text-accent underline"
      }`}
    >
      {children}
    </a>
  );
}
