/** Shows the whole page in full screen. Does nothing where the browser has none (iPhone) or refuses at this moment. */
export async function requestFullScreen(): Promise<void> {
  if (!document.fullscreenEnabled) return;
  try {
    await document.documentElement.requestFullscreen();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

/** Leaves full screen, if the page is in it. */
export function leaveFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
}
