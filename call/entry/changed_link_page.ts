/** The script of the page that answers for a changed link: goes on to the link as it was, in place of the present entry. */
import { restoredAddress } from "./changed_link.ts";

const address = restoredAddress(location);
// Asked for by its own name, the page has nothing to restore.
location.replace(address === location.href ? "/" : address);
