import type { ComponentChildren } from "preact";

interface ButtonProps {
  kind: "primary" | "secondary" | "danger";
  /** @default "button" */
  type?: "button" | "submit";
  /** An action is running: keeps the focus and ignores further clicks. */
  busy?: boolean;
  disabled?: boolean;
  /** Renders a link. */
  href?: string;
  /** Opens a new tab; the text says so. */
  target?: "_blank";
  id?: string;
  class?: string;
  "aria-describedby"?: string;
  onClick?: (event: MouseEvent) => void;
  children: ComponentChildren;
}

/** Whole class names, because the build collects classes from string literals. */
const LOOKS = { primary: "btn btn-primary", secondary: "btn btn-secondary", danger: "btn btn-danger" };

/** A button, or a link that looks like one. */
export function Button(
  { kind, type = "button", busy, disabled, href, target, onClick, children, ...rest }: ButtonProps,
) {
  const look = rest.class ? `${LOOKS[kind]} ${rest.class}` : LOOKS[kind];
  if (href !== undefined) {
    const opening = target ? { target, rel: "noopener" } : {};
    return (
      <a {...rest} href={href} {...opening} class={look} {...(onClick ? { onClick } : {})}>{children}</a>
    );
  }
  return (
    <button
      {...rest}
      type={type}
      class={look}
      disabled={disabled}
      aria-disabled={busy ? "true" : undefined}
      aria-busy={busy ? "true" : undefined}
      onClick={busy ? refuse : onClick}
    >
      {busy && <span class="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}

function refuse(event: MouseEvent): void {
  event.preventDefault();
}
