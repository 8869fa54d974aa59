/** The logo: two pairs of eyes that look at each other. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 40 40" aria-hidden="true">
      <rect width="40" height="40" rx="12" fill="var(--accent)" />
      <g fill="var(--on-accent)">
        <ellipse cx="8.5" cy="20" rx="3.3" ry="5" />
        <ellipse cx="15.7" cy="20" rx="3.3" ry="5" />
        <ellipse cx="24.3" cy="20" rx="3.3" ry="5" />
        <ellipse cx="31.5" cy="20" rx="3.3" ry="5" />
      </g>
      <g fill="var(--accent)">
        <circle cx="9.9" cy="20.6" r="1.6" />
        <circle cx="17.1" cy="20.6" r="1.6" />
        <circle cx="22.9" cy="20.6" r="1.6" />
        <circle cx="30.1" cy="20.6" r="1.6" />
      </g>
    </svg>
  );
}
