interface QrCodeProps {
  /** The modules per side, and the path of the dark ones. */
  drawing: { size: number; path: string };
  label: string;
}

/** A QR code as an image. */
export function QrCode({ drawing: { size, path }, label }: QrCodeProps) {
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
