/** Shows a video in a small window above other programs. Does nothing if the browser refuses. */
export function openPictureInPicture(video: HTMLVideoElement): void {
  const request = () =>
    video.requestPictureInPicture().catch((error: DOMException) => {
      // The video has no picture, or a setting forbids it.
      if (!(error instanceof DOMException)) throw error;
    });
  // Browsers refuse before the first frame: the click counts as soon as there is one.
  if (video.readyState === HTMLMediaElement.HAVE_NOTHING) {
    video.addEventListener("loadedmetadata", request, { once: true });
  } else void request();
}
