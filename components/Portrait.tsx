interface PortraitProps {
  who: "host" | "guest";
}

/** A drawn person, in place of a video. */
export function Portrait({ who }: PortraitProps) {
  const isHost = who === "host";
  return (
    <svg class="portrait" viewBox="0 0 320 180" aria-hidden="true">
      <rect width="320" height="180" fill={isHost ? "#31545b" : "#6b5238"} />
      <path
        d={isHost ? "M0 0h70v180H0zM270 20h36v46h-36z" : "M24 0h60v96H24zM0 150h320v30H0z"}
        fill="#fff"
        opacity=".08"
      />
      <path d="M78 180c0-52 32-76 82-76s82 24 82 76z" fill={isHost ? "#f4f1ea" : "#7fb4a8"} />
      {isHost && <path d="m142 108 18 34 18-34" fill="none" stroke="#9db3b6" stroke-width="5" />}
      <path d="M146 92h28v24a14 14 0 0 1-28 0z" fill={isHost ? "#b98560" : "#e2b594"} />
      <ellipse cx="160" cy="68" rx="31" ry="37" fill={isHost ? "#c8956f" : "#efc8a8"} />
      <path
        d={isHost
          ? "M127 66c-3-34 14-48 34-48s36 16 32 48c-6-16-16-24-34-26-14 6-26 12-32 26z"
          : "M126 72c-8-40 16-58 36-56 24 2 38 22 31 56-4-10-8-18-14-24-18 2-36 0-46-8-2 12-4 20-7 32z"}
        fill={isHost ? "#2a1d16" : "#d8d3ca"}
      />
      <g fill="#22333a">
        <circle cx="148" cy="68" r="3.4" />
        <circle cx="172" cy="68" r="3.4" />
      </g>
      <path d="M150 86q10 8 20 0" fill="none" stroke="#8a4f3a" stroke-width="3.4" stroke-linecap="round" />
      {!isHost && (
        <g fill="none" stroke="#4a4038" stroke-width="3">
          <circle cx="147" cy="68" r="10" />
          <circle cx="173" cy="68" r="10" />
          <path d="M157 68h6" />
        </g>
      )}
    </svg>
  );
}
