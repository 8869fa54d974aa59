const STORAGE_KEY = "vieraugen.invitation";

/** The choices of the last invitation made in this browser; nothing about the invited person. */
interface InvitationDefaults {
  lang?: string;
}

/** The last choices; empty if there are none, or no storage. */
export function readInvitationDefaults(): InvitationDefaults {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    const { lang } = kept as Record<string, unknown>;
    return typeof lang === "string" ? { lang } : {};
  } catch {
    return {};
  }
}

/** Keeps the choices for the next invitation; without storage it does nothing. */
export function keepInvitationDefaults(defaults: InvitationDefaults): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(defaults));
  } catch {
    // The form works without.
  }
}
