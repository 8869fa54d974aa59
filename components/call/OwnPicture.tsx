import { useRef } from "preact/hooks";
import type { CallState } from "../../call/state.ts";
import type { Corner, Direction } from "../../call/stage/stage_view.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Icon } from "../Icon.tsx";
import { VideoView } from "./VideoView.tsx";

interface OwnPictureProps {
  state: CallState;
  stream: MediaStream | null;
  speaks: boolean;
  corner: Corner;
  hidden: boolean;
  t: Catalogue["call"];
  /** Its centre was dropped here, as shares (0 … 1) of the stage's width, from the start side, and height. */
  onDrop: (inline: number, block: number) => void;
  onNudge: (towards: Direction) => void;
}

const KEYS: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "start",
  ArrowRight: "end",
};

/** A shorter movement is a click. */
const MIN_DRAG_PX = 12;

/** The own picture, small in a corner; moved by dragging, by its button, or by the arrow keys on the button. */
export function OwnPicture(props: OwnPictureProps) {
  const { state, stream, corner, hidden, t } = props;
  const dragging = useDragging(props.onDrop);
  return (
    <div class="own" data-corner={corner} hidden={hidden} {...dragging}>
      <VideoView whose="self" stream={stream} label={t.you} class="w-full h-full object-cover" />
      {state.media.camera.kind !== "on" && (
        <p class="absolute inset-0 flex items-center justify-center text-center text-sm p-2">
          {t.status.cameraOff}
        </p>
      )}
      {props.speaks && <span class="voice" aria-hidden="true" />}
      <button
        type="button"
        class="own-move"
        aria-label={t.stage.moveOwn}
        title={t.stage.moveOwn}
        onClick={() => props.onNudge("next")}
        onKeyDown={(event) => {
          const towards = KEYS[event.key];
          if (!towards) return;
          event.preventDefault();
          props.onNudge(towards);
        }}
      >
        <Icon name="move" />
      </button>
    </div>
  );
}

/** The `ref` and the pointer events of an element that follows the pointer and is dropped on its parent. */
function useDragging(onDrop: OwnPictureProps["onDrop"]) {
  const frame = useRef<HTMLDivElement>(null);
  const from = useRef<{ x: number; y: number } | null>(null);
  const drag = (event: PointerEvent) => {
    if (!from.current || !frame.current) return;
    const { x, y } = from.current;
    frame.current.style.transform = `translate(${event.clientX - x}px,${event.clientY - y}px)`;
  };
  const drop = (event: PointerEvent) => {
    const element = frame.current;
    if (!from.current || !element?.parentElement) return;
    const moved = Math.hypot(event.clientX - from.current.x, event.clientY - from.current.y);
    from.current = null;
    const own = element.getBoundingClientRect();
    const stage = element.parentElement.getBoundingClientRect();
    element.style.transform = "";
    if (moved < MIN_DRAG_PX) return;
    const inline = (own.x + own.width / 2 - stage.x) / stage.width;
    const rightToLeft = getComputedStyle(element).direction === "rtl";
    onDrop(rightToLeft ? 1 - inline : inline, (own.y + own.height / 2 - stage.y) / stage.height);
  };
  return {
    ref: frame,
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0 || (event.target as Element).closest("button")) return;
      from.current = { x: event.clientX, y: event.clientY };
      frame.current?.setPointerCapture(event.pointerId);
    },
    onPointerMove: drag,
    onPointerUp: drop,
    onPointerCancel: drop,
  };
}
