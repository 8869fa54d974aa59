/** `deno task bench [name…]`: prints what we claim about speed; `--quick` only shows that the benches run. */
import { print } from "./table.ts";

const BENCHES: Record<string, () => Promise<(quick: boolean) => Promise<void>>> = {
  relay: async () => (await import("./relay.ts")).benchRelay,
  polls: async () => (await import("./polls.ts")).benchPolls,
  pages: async () => (await import("./pages.ts")).benchPages,
};

