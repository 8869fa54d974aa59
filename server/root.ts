/** The project's folder. It is one above this file's, and one above the folder of the built server, which this is part of. */
export const ROOT = new URL("../", import.meta.url);
