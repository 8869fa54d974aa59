/** Line icons, 24 × 24. */
const PATHS = {
  camera: "M3 7h12v10H3zM15 11l6-3.5v9L15 13",
  "camera-off": "M7 7H3v10h12v-2M11 7h4v4l6-3.5v9l-3-1.7M3 3l18 18",
  microphone: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5 11a7 7 0 0 0 14 0M12 18v3M8 21h8",
  "microphone-off":
    "M9 5.6A3 3 0 0 1 15 6v5M9 9v2a3 3 0 0 0 4.6 2.5M5 11a7 7 0 0 0 11.3 5.5M19 11a7 7 0 0 1-.6 2.8M12 18v3M8 21h8M3 3l18 18",
  "hang-up":
    "M3 14.5c-.6-1.4-.4-3 .8-4C6 8.6 9 8 12 8s6 .6 8.2 2.5c1.2 1 1.4 2.6.8 4l-.3.7-4.7-1.2V11.3A14 14 0 0 0 12 10.8a14 14 0 0 0-4 .5V14l-4.7 1.2z",
  lock: "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 15v2",
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.3 9.5a2.7 2.7 0 1 1 4 2.4c-.9.5-1.3 1-1.3 2M12 17v.2",
  globe:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3.5 9.5h17M3.5 14.5h17M12 3c-2.5 2.6-3.7 5.6-3.7 9s1.2 6.4 3.7 9c2.5-2.6 3.7-5.6 3.7-9S14.5 5.6 12 3z",
  alert: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.2",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.5v.2",
  check: "M4.5 12.5 10 18 19.5 7",
  close: "M6 6l12 12M18 6 6 18",
  screen: "M3 5h18v11H3zM8 20h8M12 16v4M12 13V8.5M9.5 10.5 12 8l2.5 2.5",
  "full-screen": "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  people:
    "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 20c0-3.5 2.5-6 6-6s6 2.5 6 6M16 5.3a3 3 0 0 1 0 5.4M17.5 14.3c2.2.8 3.5 2.9 3.5 5.7",
  settings: "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4M4 12h3",
  speaker: "M4 9.5v5h4l5 4v-13l-5 4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
  phone:
    "M5 4h4l1.5 4.5L8 10.2a13 13 0 0 0 5.8 5.8l1.7-2.5L20 15v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4z",
  copy: "M8 8h12v12H8zM16 8V4H4v12h4",
  "full-screen-off": "M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5",
  chat: "M4 5h16v11H10l-4.5 4v-4H4zM8 9.2h8M8 12.2h5",
  move:
    "M12 3v18M3 12h18M9.5 5.5 12 3l2.5 2.5M9.5 18.5 12 21l2.5-2.5M5.5 9.5 3 12l2.5 2.5M18.5 9.5 21 12l-2.5 2.5",
  voice: "M4 10v4M8 7v10M12 4v16M16 7v10M20 10v4",
  card: "M3 6h18v12H3zM3 10h18M6.5 14.5h5",
  torch: "M9 3h6M8.5 3l1 6v11h5V9l1-6M12 12v2.5",
  "small-window": "M3 5h18v14H3zM12 12h6.5v4.5H12z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  send: "M4 12 20 4.5 15 20l-3.5-6.5zM11.5 13.5 20 4.5",
  back: "M20 12H5M11 5.5 4.5 12l6.5 6.5",
} as const;

export type IconName = keyof typeof PATHS;

export const ICON_NAMES = Object.keys(PATHS) as IconName[];

interface IconProps {
  name: IconName;
  class?: string;
}

/** Mirrored in right-to-left pages. */
const TURNS_AROUND: ReadonlySet<IconName> = new Set(["back", "send"]);

/** An icon beside a word, hidden from screen readers. */
export function Icon({ name, ...rest }: IconProps) {
  return (
    <svg
      class={rest.class ?? (TURNS_AROUND.has(name) ? "icon turns" : "icon")}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
