type Playing = HTMLMediaElement & { setSinkId?: (id: string) => Promise<void> };

/** Plays an element on this loudspeaker, or on the default one if it is gone. */
export async function soundOn(element: Playing, speaker: string | undefined): Promise<void> {
  if (!element.setSinkId) return;
  try {
    await element.setSinkId(speaker ?? "");
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (speaker !== undefined) await soundOn(element, undefined);
  }
}
