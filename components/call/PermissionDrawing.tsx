import type { ComponentChildren } from "preact";
import type { BrowserKind } from "../../browser/platform.ts";

export interface PermissionDrawingProps {
  browser: BrowserKind;
  /** Draw a phone, not a window. */
  isPhone: boolean;
  /** The browser's permission prompt, or the place where the answer can be changed. */
  scene: "question" | "settings";
}

/** The content of `PermissionPicture`, loaded by it on demand. */
export default function PermissionDrawing({ browser, isPhone, scene }: PermissionDrawingProps) {
  return (
    <>
      {isPhone
        ? <Phone browser={browser}>{scene === "question" ? <PhoneQuestion browser={browser} /> : null}</Phone>
        : (
          <Window browser={browser}>
            {scene === "question" ? <WindowQuestion browser={browser} /> : null}
          </Window>
        )}
      {scene === "settings" && <Settings browser={browser} />}
    </>
  );
}

interface FrameProps {
  browser: BrowserKind;
  children: ComponentChildren;
}

/** A window with an address bar, and on a Mac the menu bar of the screen above it. */
function Window({ browser, children }: FrameProps) {
  const isMac = browser === "safari_mac";
  return (
    <>
      <rect class="pp-frame" x="2" y="2" width="316" height="186" rx="12" />
      <rect class="pp-bar" x="3" y="3" width="314" height="38" rx="11" />
      {isMac ? <rect class="pp-line" x="14" y="16" width="46" height="10" rx="5" /> : (
        <g class="pp-dim">
          <circle cx="18" cy="22" r="4" />
          <circle cx="32" cy="22" r="4" />
        </g>
      )}
      <rect class="pp-field" x="72" y="11" width="228" height="22" rx="11" />
      <rect class="pp-line" x="104" y="19" width="110" height="6" rx="3" />
      {!isMac && <Sliders x={82} y={22} />}
      {children}
    </>
  );
}

/** A phone; Safari has its address bar at the bottom. */
function Phone({ browser, children }: FrameProps) {
  const barY = browser === "safari_ios" ? 182 : 14;
  return (
    <>
      <rect class="pp-frame" x="34" y="2" width="132" height="216" rx="16" />
      {browser !== "ios_app" && (
        <>
          <rect class="pp-field" x="44" y={barY} width="112" height="22" rx="11" />
          <rect class="pp-line" x="72" y={barY + 8} width="56" height="6" rx="3" />
          <Sliders x={54} y={barY + 11} />
        </>
      )}
      {children}
    </>
  );
}

/** The icon of the site settings beside the address. */
function Sliders({ x, y }: { x: number; y: number }) {
  return (
    <g class="pp-stroke">
      <path d={`M${x} ${y - 3}h12M${x} ${y + 3}h12`} />
      <circle class="pp-knob" cx={x + 4} cy={y - 3} r="2.2" />
      <circle class="pp-knob" cx={x + 8} cy={y + 3} r="2.2" />
    </g>
  );
}

function WindowQuestion({ browser }: { browser: BrowserKind }) {
  if (browser === "safari_mac") return <Bubble x={90} y={52} width={150} answer="right" />;
  // Chrome lists its answers in a column, with the permanent permission on top.
  if (browser === "chrome_desktop") return <Bubble x={60} y={48} width={150} answer="top" />;
  return <Bubble x={60} y={48} width={150} answer="right" />;
}

function PhoneQuestion({ browser }: { browser: BrowserKind }) {
  if (browser === "chrome_android") return <Bubble x={46} y={78} width={108} answer="top" />;
  return <Bubble x={46} y={browser === "firefox_android" ? 128 : 74} width={108} answer="right" />;
}

interface BubbleProps {
  x: number;
  y: number;
  width: number;
  /** Where the button is that allows access. */
  answer: "top" | "right";
}

/** The browser's permission prompt, with the button to press in colour. */
function Bubble({ x, y, width, answer }: BubbleProps) {
  const inner = width - 20;
  const half = (inner - 8) / 2;
  const yes = answer === "top"
    ? { x: x + 10, y: y + 40, width: inner }
    : { x: x + 18 + half, y: y + 48, width: half };
  return (
    <>
      <rect class="pp-bubble" x={x} y={y} width={width} height={answer === "top" ? 112 : 80} rx="10" />
      <Devices x={x + 12} y={y + 20} />
      <rect class="pp-line" x={x + 62} y={y + 16} width={width - 76} height="6" rx="3" />
      {answer === "top"
        ? (
          <>
            <rect class="pp-other" x={x + 10} y={y + 64} width={inner} height="18" rx="9" />
            <rect class="pp-other" x={x + 10} y={y + 87} width={inner} height="18" rx="9" />
          </>
        )
        : <rect class="pp-other" x={x + 10} y={y + 48} width={half} height="20" rx="9" />}
      <rect class="pp-yes" {...yes} height="20" rx="9" />
      <path
        class="pp-check"
        d={`M${yes.x + yes.width / 2 - 7} ${yes.y + 10}l5 5 9-10`}
      />
    </>
  );
}

/** A camera and a microphone. */
function Devices({ x, y }: { x: number; y: number }) {
  return (
    <g class="pp-stroke">
      <path d={`M${x} ${y - 6}h12v12h-12zM${x + 12} ${y}l6-4v8z`} />
      <path
        d={`M${x + 32} ${y - 8}a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3zM${
          x + 26
        } ${y}a6 6 0 0 0 12 0M${x + 32} ${y + 6}v3`}
      />
    </g>
  );
}

/** Where the permission is changed: a ring around the place, and both switches turned on. */
function Settings({ browser }: { browser: BrowserKind }) {
  if (browser === "ios_app") return <Switches x={46} y={40} width={108} />;
  const [ring, at] = RINGS[browser];
  return (
    <>
      <Switches {...at} />
      <circle class="pp-ring" cx={ring[0]} cy={ring[1]} r={ring[2]} />
    </>
  );
}

type SwitchesAt = { x: number; y: number; width: number };

/** By browser: the ring (centre x and y, radius), and where the panel opens. */
const RINGS: Record<Exclude<BrowserKind, "ios_app">, [[number, number, number], SwitchesAt]> = {
  chrome_desktop: [[88, 22, 15], { x: 72, y: 50, width: 150 }],
  firefox_desktop: [[88, 22, 15], { x: 72, y: 50, width: 150 }],
  other: [[88, 22, 15], { x: 72, y: 50, width: 150 }],
  safari_mac: [[37, 21, 20], { x: 20, y: 50, width: 150 }],
  chrome_android: [[60, 25, 14], { x: 46, y: 52, width: 108 }],
  firefox_android: [[60, 25, 14], { x: 46, y: 52, width: 108 }],
  safari_ios: [[60, 193, 14], { x: 46, y: 80, width: 108 }],
};

function Switches({ x, y, width }: SwitchesAt) {
  return (
    <>
      <rect class="pp-bubble" x={x} y={y} width={width} height="84" rx="10" />
      <g class="pp-stroke">
        <path d={`M${x + 14} ${y + 18}h12v12h-12zM${x + 26} ${y + 24}l6-4v8z`} />
        <path
          d={`M${x + 20} ${y + 52}a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3zM${x + 14} ${
            y + 60
          }a6 6 0 0 0 12 0M${x + 20} ${y + 66}v3`}
        />
      </g>
      {[y + 24, y + 60].map((middle) => (
        <g key={middle}>
          <rect class="pp-yes" x={x + width - 50} y={middle - 10} width="38" height="20" rx="10" />
          <circle class="pp-on" cx={x + width - 22} cy={middle} r="7" />
        </g>
      ))}
    </>
  );
}
