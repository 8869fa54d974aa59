import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon.tsx";

interface NoticeProps {
  kind: "error" | "warning" | "info" | "success";
  /** The stable code of a failure. */
  code?: string;
  /** What has happened without being a failure: found by tests under `data-news`. @default false */
  news?: boolean;
  children: ComponentChildren;
}

const LOOKS: Record<NoticeProps["kind"], [IconName, string]> = {
  error: ["alert", "bg-danger-soft text-danger-ink"],
  warning: ["alert", "bg-warm-soft text-warm"],
  info: ["info", "bg-accent-soft text-accent"],
  success: ["check", "bg-accent-soft text-good"],
};

/** A message in the page. Failures are `role=alert`, everything else is `role=status`. */
export function Notice({ kind, code, news, children }: NoticeProps) {
  const [icon, look] = LOOKS[kind];
  return (
    <div
      role={kind === "error" ? "alert" : "status"}
      data-error={code}
      data-news={news}
      class={`notice ${look}`}
    >
      <Icon name={icon} />
      <div class="min-w-0 flex-1 text-ink">{children}</div>
    </div>
  );
}
