import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import { isPhoneBrowser } from "../../browser/platform.ts";
import type { PermissionDrawingProps } from "./PermissionDrawing.tsx";

/**
 * Where on the screen the permission prompt or its setting is. Hidden from screen readers, because the directions beside
 * it say the same in words. The drawing is loaded on demand: who has given the permission before never loads it, and
 * where it cannot be loaded the frame stays empty.
 */
export function PermissionPicture(props: Omit<PermissionDrawingProps, "isPhone">) {
  const Drawing = useSignal<FunctionComponent<PermissionDrawingProps> | undefined>(undefined);
  useEffect(() => {
    import("./PermissionDrawing.tsx").then((module) => Drawing.value = module.default, () => {});
  }, []);
  const isPhone = isPhoneBrowser(props.browser);
  return (
    <svg
      class={isPhone ? "permission-picture max-w-[11rem]" : "permission-picture max-w-[20rem]"}
      viewBox={isPhone ? "0 0 200 220" : "0 0 320 190"}
      aria-hidden="true"
    >
      {Drawing.value && <Drawing.value {...props} isPhone={isPhone} />}
    </svg>
  );
}
