/** Largest file that is looked at, in bytes. */
const MAX_FILE_BYTES = 10_000_000;
/** The logo's frame in pixels: on paper 60 mm by 20 mm. */
const FRAME = { width: 480, height: 160 };
/** Largest logo as it is kept, in bytes. */
export const MAX_LOGO_BYTES = 20 * 1024;
/** How often it is made smaller until it fits; each time by a fifth. */
const MAX_SHRINKS = 9;

/** What can be wrong with a picture; codes as in the page's `data-error`. */
export type LogoError = "logo_unreadable" | "logo_too_large";

/**
 * A picture as a logo: decoded and drawn here, so that nothing of the file but its pixels is kept (no place, no camera,
 * no script), small enough for the practice's settings. A data URL of WebP, or PNG where the browser writes no WebP.
 */
export async function readLogo(file: Blob): Promise<{ logo: string } | { error: LogoError }> {
  if (file.size > MAX_FILE_BYTES) return { error: "logo_too_large" };
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return { error: "logo_unreadable" };
  }
  try {
    let scale = Math.min(1, FRAME.width / picture.width, FRAME.height / picture.height);
    for (let shrinks = 0; shrinks < MAX_SHRINKS; shrinks++, scale *= 0.8) {
      const drawn = await drawAt(picture, scale);
      if (drawn && drawn.size <= MAX_LOGO_BYTES) return { logo: await dataUrlOf(drawn) };
    }
    return { error: "logo_too_large" };
  } finally {
    picture.close();
  }
}

function drawAt(picture: ImageBitmap, scale: number): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d")!;
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/webp", 0.9));
}

function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
