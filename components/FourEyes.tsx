/** Drawing of two people at two screens, beside the join form on wide screens. */
export function FourEyes() {
  return (
    <svg class="four-eyes" viewBox="0 0 440 140" aria-hidden="true">
      <path
        d="M150 70h140"
        stroke="var(--edge)"
        stroke-width="3"
        stroke-dasharray="1 11"
        stroke-linecap="round"
      />
      <rect y="4" width="150" height="132" rx="34" fill="var(--accent)" />
      <rect x="290" y="4" width="150" height="132" rx="34" fill="var(--amber)" />
      <g fill="#fff">
        <ellipse cx="62" cy="66" rx="19" ry="26" />
        <ellipse cx="108" cy="66" rx="19" ry="26" />
        <ellipse cx="332" cy="66" rx="19" ry="26" />
        <ellipse cx="378" cy="66" rx="19" ry="26" />
      </g>
      <g fill="#14262b">
        <circle cx="70" cy="70" r="9" />
        <circle cx="116" cy="70" r="9" />
        <circle cx="324" cy="70" r="9" />
        <circle cx="370" cy="70" r="9" />
      </g>
      <circle cx="220" cy="70" r="27" fill="var(--card)" stroke="var(--line)" stroke-width="2" />
      <path
        d="M209 68h22v16h-22zm4 0v-5a7 7 0 0 1 14 0v5"
        fill="none"
        stroke="var(--accent)"
        stroke-width="3"
        stroke-linejoin="round"
      />
    </svg>
  );
}
