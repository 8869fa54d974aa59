import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import type { BrowserKind } from "../../browser/device.ts";

export interface PermissionPictureProps {
  browser: BrowserKind;
  /** The browser's question, or the place where its answer can be changed. */
  scene: "question" | "settings";
}

const PHONES = new Set<BrowserKind>(["chrome_android", "firefox_android", "safari_ios", "ios_app"]);

export function isPhone(browser: BrowserKind): boolean {
  return PHONES.has(browser);
}

/**
 * Where on the screen to look. The directions beside it say the same in words, so it is silent to a screen reader, and
 * what stands in it may come later, or not at all: whoever has given the permission before never loads it.
 */
export function PermissionPicture(props: PermissionPictureProps) {
  const Drawing = useSignal<FunctionComponent<PermissionPictureProps> | undefined>(undefined);
  useEffect(() => {
    import("./PermissionDrawing.tsx").then((module) => Drawing.value = module.default, () => {});
  }, []);
  const ofPhone = isPhone(props.browser);
  return (
    <svg
      class={ofPhone ? "permission-picture max-w-[11rem]" : "permission-picture max-w-[20rem]"}
      viewBox={ofPhone ? "0 0 200 220" : "0 0 320 190"}
      aria-hidden="true"
    >
      {Drawing.value && <Drawing.value {...props} />}
    </svg>
  );
}
