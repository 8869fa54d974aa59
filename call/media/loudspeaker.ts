type Playing = HTMLMediaElement & { setSinkId?: (id: string) => Promise<void> };

/** Lets an element sound on this loudspeaker; one that is gone gives way to the usual one. */
export async function soundOn(element: Playing, speaker: string | undefined): Promise<void> {
  if (!element.setSinkId) return;
  try {
    await element.setSinkId(speaker ?? "");
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (speaker !== undefined) await soundOn(element, undefined);
  }
}
