/** How a changed link looks in a request and in the address bar: the server keeps it out of its log, the page restores it. */

/** `#` as a mail program or several have percent-encoded it. */
export const ENCODED_HASH = /%(?:25)*23/i;
/** White space, soft hyphens and invisible marks, as a browser encodes them in a path. */
export const ENCODED_INSERTION = /%(?:0[9ad]|20|c2%ad|e2%80%(?:8[b-f]|a[89a-f])|e2%81%a[0-4]|ef%bb%bf)/i;
