/**
 * `deno task bench [name…]` prints what we claim about speed, all of it or what is named. `--quick` only shows that relay,
 * polls, pages, cluster and capacity run; the others have one length. `--against=DIRECTORY` (repeatable) has relay and polls measure another
 * checkout, with its build, in the same run.
 */
import { print } from "./table.ts";

type Bench = (quick: boolean) => Promise<void>;
const BENCHES: Record<string, () => Promise<Bench>> = {
  relay: async () => (await import("./relay.ts")).benchRelay,
  polls: async () => (await import("./polls.ts")).benchPolls,
  pages: async () => (await import("./pages.ts")).benchPages,
  cluster: async () => (await import("./cluster.ts")).benchCluster,
  capacity: async () => (await import("./capacity.ts")).benchCapacity,
};
/** Programs of their own: they print and end. */
const PROGRAMS = [
  "handshake",
  "list",
  "join_page",
  "call_setup",
  "call_cpu",
  "invitation",
  "knock",
  "messages",
];

const names = Deno.args.filter((argument) => !argument.startsWith("-"));
const quick = Deno.args.includes("--quick");
const known = [...Object.keys(BENCHES), ...PROGRAMS];
for (const name of names) {
  if (known.includes(name)) continue;
  print(`There is no bench "${name}": there are ${known.join(", ")}.`);
  Deno.exit(1);
}
let failed = false;
for (const name of names.length > 0 ? names : known) {
  print(`\n== ${name}`);
  if (name in BENCHES) await (await BENCHES[name]!())(quick);
  else {
    const args = ["run", "-A", `bench/${name}.ts`];
    const { success } = await new Deno.Command(Deno.execPath(), { args }).spawn().status;
    failed ||= !success;
  }
}
Deno.exit(failed ? 1 : 0); // the receivers' last polls are of no interest
