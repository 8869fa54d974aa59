const KEPT = "vieraugen.invitation";

/** What was chosen last in this browser; nothing of the invited person. */
export interface InvitationDefaults {
  lang?: string;
}

/** The last choice; empty where there is none, or no storage. */
export function readInvitationDefaults(): InvitationDefaults {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    const { lang } = kept as Record<string, unknown>;
    return typeof lang === "string" ? { lang } : {};
  } catch {
    return {};
  }
}

export function keepInvitationDefaults(defaults: InvitationDefaults): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(defaults));
  } catch {
    // A convenience: the form works without.
  }
}
