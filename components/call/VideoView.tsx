import { useLayoutEffect, useRef } from "preact/hooks";

interface VideoViewProps {
  stream: MediaStream | null;
  /** Whose picture it is, as `data-video` for styles and tests. */
  whose: "self" | "partner" | "screen";
  label: string;
  class?: string;
  /** Do not mirror the own picture, so that the person can aim the camera. */
  asOthersSee?: boolean;
  /** The browser wants a gesture before it plays sound. */
  onBlocked?: () => void;
}

/** One video. The own picture is mirrored and muted. */
export function VideoView({ stream, whose, label, onBlocked, ...rest }: VideoViewProps) {
  const element = useRef<HTMLVideoElement>(null);
  useLayoutEffect(() => {
    const video = element.current;
    if (!video || video.srcObject === stream) return;
    video.srcObject = stream;
    if (!stream) return;
    video.play().catch((error: DOMException) => {
      if (error.name === "NotAllowedError") onBlocked?.();
      else if (error.name !== "AbortError") throw error; // a newer stream took its place
    });
  }, [stream]);
  return (
    <video
      ref={element}
      data-video={whose}
      aria-label={label}
      autoplay
      playsInline
      muted={whose !== "partner"}
      class={`${whose === "self" && !rest.asOthersSee ? "-scale-x-100" : ""} ${rest.class ?? ""}`}
    />
  );
}
