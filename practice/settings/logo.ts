/** Largest file that is decoded, in bytes. */
const MAX_FILE_BYTES = 10_000_000;
/** The largest logo in pixels; it is printed on 60 mm by 20 mm. */
const FRAME = { width: 480, height: 160 };
/** Largest logo as stored, in bytes. */
const MAX_LOGO_BYTES = 20 * 1024;
/** How often the logo is scaled down by a fifth to make it fit. */
const MAX_SHRINKS = 9;

/** What can be wrong with a picture; the codes stand in the page's `data-error`. */
export type LogoError = "logo_unreadable" | "logo_too_large";

/**
 * Reads a picture as a logo that is small enough for the practice's settings. Only its pixels are kept: no location, no
 * camera model, no script. Returns a data URL of WebP, or of PNG if the browser cannot encode WebP.
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
