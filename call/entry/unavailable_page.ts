/** The script of the page that tells that the server is unavailable: loads the address again when the server answers. */
import { realClock } from "../../browser/clock.ts";
import { whenAvailable } from "./try_again.ts";

// A link to this address would lose the secret in its fragment.
document.getElementById("try-again")!.onclick = (event) => {
  event.preventDefault();
  location.reload();
};
void goOn();

async function goOn(): Promise<void> {
  const ports = { clock: realClock, fetch: fetch.bind(globalThis) };
  if (await whenAvailable(location.pathname + location.search, ports)) return location.reload();
  document.getElementById("tries")!.hidden = true;
  document.getElementById("gave-up")!.hidden = false;
}
