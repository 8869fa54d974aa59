import type { CDPSession, Page } from "playwright-core";

/** What Chromium reports of a passkey; the PRF's secret is not part of it. */
interface CopiedPasskey {
  credentialId: string;
  isResidentCredential: boolean;
  privateKey: string;
  signCount: number;
}

/** A virtual authenticator of one page. Source: WebAuthn domain of the DevTools protocol. */
interface VirtualAuthenticator {
  /** The passkeys on it. */
  passkeys(): Promise<CopiedPasskey[]>;
  copyHere(passkey: CopiedPasskey): Promise<void>;
  remove(): Promise<void>;
}

/** Adds an authenticator that has verified its user. */
export async function plugIn(page: Page, { hasPrf }: { hasPrf: boolean }): Promise<VirtualAuthenticator> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  });
  return {
    passkeys: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    copyHere: async (credential) =>
      void await session.send("WebAuthn.addCredential", { authenticatorId, credential }),
    remove: async () => void await session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
  };
}
