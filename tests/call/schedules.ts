import { type Person, World } from "./world.ts";
import { takeDefects } from "./watched_crypto.ts";

/** How one schedule ended. */
export interface Outcome {
  seed: number;
  guests: number;
  /** What became of each guest: "paired", "knocking" behind the other one, or the code that it was told. */
  ends: string[];
  /** What must not happen. */
  defects: string[];
  /** What happened, in order, to be read when something went wrong. */
  story: string[];
}

const STORM_MS = 120_000;
const CALM_MS = 240_000;

/**
 * One host and one or two guests with the right code in a bad network: requests and answers are lost, doubled and late,
 * pages are reloaded or crash, the direct connection breaks, the server restarts. Then the weather clears up: each guest
 * has to be in conversation, or wait for the one that is, or have been told why not.
 */
export async function runSchedule(seed: number): Promise<Outcome> {
  takeDefects();
  const world = new World(seed);
  const { random, clock } = world;
  const secret = random() < 0.5
    ? { method: "code", digits: "123456" } as const
    : { method: "link", bytes: new Uint8Array(16).fill(7) } as const;
  const host = world.add("host", secret, "Dr. Berg");
  const guests = Array.from(
    { length: random() < 0.3 ? 2 : 1 },
    (_, index) => world.add("guest", secret, `Gast ${index + 1}`),
  );
  const startMs = clock.nowMs();
  const story: string[] = [];
  const plan = (atMs: number, what: string, act: () => void) =>
    clock.after(atMs, () => {
      story.push(`${((clock.nowMs() - startMs) / 1000).toFixed(1)} s: ${what}`);
      act();
    });

  world.weather = {
    delayMs: world.between(10, 1_500),
    loss: random() < 0.3 ? 0 : world.between(0, 0.3),
    duplication: world.between(0, 0.3),
  };
  story.push(`weather ${JSON.stringify(world.weather)}`);
  for (const person of world.people) {
    plan(world.between(0, 15_000), `${person.name} comes`, () => person.open());
  }
  const mishaps = Math.floor(world.between(0, 9));
  for (let i = 0; i < mishaps; i++) {
    const atMs = world.between(15_000, STORM_MS);
    const person = world.people[Math.floor(random() * world.people.length)]!;
    const kind = random();
    if (kind < 0.35) plan(atMs, `${person.name} reloads`, () => person.reload(true));
    else if (kind < 0.5) {
      plan(atMs, `${person.name}'s page crashes`, () => person.closePage(false));
      plan(atMs + world.between(500, 20_000), `${person.name} is back`, () => person.open());
    } else if (kind < 0.75) {
      const downMs = world.between(200, 40_000);
      plan(atMs, `the server restarts (${downMs.toFixed()} ms)`, () => world.restartServer(downMs));
    } else if (kind < 0.95) plan(atMs, "connections break", () => world.cutConnections());
    else plan(atMs, `${person.name}'s network changes`, () => person.engine?.wake());
  }
  await clock.turn(STORM_MS + 25_000);
  world.weather = { delayMs: 50, loss: 0, duplication: 0 };
  story.push("calm");
  await world.until(() => guests.every((guest) => endOf(guest, host) !== undefined), CALM_MS);
  const ends = guests.map((guest) => endOf(guest, host) ?? `lost: ${guest.state.phase}/${host.state.phase}`);

  // Whoever waits behind another one gets its turn.
  const [first, second] = ends[0] === "paired" ? guests : [...guests].reverse();
  if (second && ends.includes("knocking") && endOf(first!, host) === "paired") {
    first!.engine!.dispatch({ kind: "hungUp" });
    if (!await world.until(() => endOf(second, host) === "paired", CALM_MS)) {
      ends.push(`lost after the first: ${second.state.phase}/${host.state.phase} ${host.state.endReason}`);
    }
  }
  for (const person of world.people) person.closePage();
  await clock.turn(60_000);
  const unasked = world.people.some(({ states }) =>
    states.some(({ pairings }) => pairings.some(({ verified, stage }) => verified && stage !== "admitted"))
  );
  const defects = [...takeDefects(), ...(unasked ? ["encrypted, and never admitted"] : [])];
  return { seed, guests: guests.length, ends, defects, story };
}

/** What has become of a guest, once that is settled. */
function endOf(guest: Person, host: Person): string | undefined {
  for (const [who, { failure, endReason }] of [["guest", guest.state], ["host", host.state]] as const) {
    if (failure) return `${who}: ${failure.code}`;
    if (endReason) return `${who}: ${endReason}`;
  }
  const isGuest = (peerId: string | undefined) => peerId?.split(".")[0] === guest.peerId;
  const atHost = host.state.pairings.find(({ peerId }) => isGuest(peerId));
  if (guest.isSecure && host.isSecure && isGuest(host.state.currentPeerId)) {
    const same = String(guest.current!.partner?.safetyCode) === String(host.current!.partner?.safetyCode) &&
      host.current!.name === guest.name && guest.current!.name === host.name;
    return same ? "paired" : "paired with different safety codes or names";
  }
  if (guest.state.phase === "knocking" && atHost?.stage === "knocking" && host.isSecure) return "knocking";
  return undefined;
}

/** What a guest may be told in a bad network; that somebody attacks is not among it. */
const EXCUSES = [
  "guest: host_silent",
  "guest: room_full",
  "guest: link_failed",
  "host: link_failed",
  // It was interrupted for so long that the host let the other one in.
  "guest: replaced",
];

/** Whether everybody has a conversation, its turn, or a reason; and nothing happened that must not. */
export function isHonest({ ends, defects }: Outcome): boolean {
  return defects.length === 0 && ends.every((end) => ["paired", "knocking", ...EXCUSES].includes(end));
}
