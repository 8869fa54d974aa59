import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { encodeMessage, hash16, KIND } from "../../e2ee/messages.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";
import type { ErrorCode } from "../../wire/errors.ts";
import type { Peer } from "../../wire/mailbox.ts";
import type { FakeConnection } from "../call/fake_connection.ts";
import { takeDefects } from "../call/watched_crypto.ts";
import { type Ask, type Person, World } from "../call/world.ts";
import { type Act, LIES_MS, type Schedule } from "./liar_schedules.ts";
import { type Carried, CODE, flipped, kindOfBody, makeScene, play, strangersPairing } from "./scene.ts";

/** What happened in a schedule: nothing of `wrong` may. */
export interface Outcome {
  wrong: string[];
  /** What became of the guest. */
  end: string;
}

/** Bodies of a conversation in another room with the same code. */
const elsewhere: string[] = await (async () => {
  const scene = makeScene();
  await play(scene, 30_000);
  for (const { closePage } of scene.world.people.map((page) => ({ closePage: () => page.closePage() }))) {
    closePage();
  }
  await scene.world.clock.turn(30_000);
  return scene.sent.map(({ body }) => body);
})();

/** A verified call, a server that does all this to it, and then two minutes and more of truth. */
export async function runSchedule({ seed, acts }: Schedule): Promise<Outcome> {
  takeDefects();
  const liar = new Liar(seed);
  await liar.begin();
  for (const each of acts) liar.plan(each);
  await liar.world.clock.turn(LIES_MS + 65_000);
  return await liar.end();
}

class Liar {
  readonly world: World;
  readonly guest: Person;
  readonly host: Person;
  /** Has the code and the practice's key, as a former member might, and works for whoever runs the server. */
  readonly mallory: Person;
  readonly sent: Carried[] = [];
  readonly wrong: string[] = [];
  readonly #active = new Set<Act>();
  readonly #given = new Map<Ask["what"], unknown>();
  readonly #strangers = new Set<string>();
  readonly #engines = new Set<unknown>();
  #guesses = 0;

  constructor(seed: number) {
    const world = this.world = new World(seed);
    this.host = world.add("host", CODE, "Dr. Berg");
    this.guest = world.add("guest", CODE, "Ottilie");
    this.mallory = world.add("host", CODE, "Mallory");
    world.relay.mischief = {
      carry: (message) => {
        this.sent.push(message);
        return this.#carry(message);
      },
      show: (peers, to) => this.#show(peers, to),
    };
    world.answer = (ask, honest) => this.#answer(ask, honest);
    const former = new Map<Person, { state: Person["state"]; clicks: number }>();
    world.watch = (person, state) => {
      this.#check(person, former.get(person), state);
      former.set(person, { state, clicks: person.clicks });
    };
  }

  async begin(): Promise<void> {
    const { world, guest, host } = this;
    guest.open();
    await world.clock.turn(300);
    host.open();
    await world.until(() => guest.isSecure && host.isSecure, 30_000, 500);
    if (!guest.isSecure || !host.isSecure) this.wrong.push("no call came about");
    guest.clickOn();
  }

  plan(each: Act): void {
    const { clock } = this.world;
    clock.after(each.atMs, () => {
      this.#begin(each);
      this.#active.add(each);
      clock.after(each.spanMs, () => this.#active.delete(each));
    });
  }

  async end(): Promise<Outcome> {
    const { world, guest, host, mallory, wrong } = this;
    this.#active.clear();
    mallory.closePage();
    world.relay.keepOneHost(host.peerId);
    host.clickOn();
    // A vault that shows an older version than before is not believed any more, and the host says so. Who knocks is waiting
    // for the host, who may have been told that nobody is there.
    const isTold = () =>
      host.held.at(-1) !== undefined || host.locked.length > 0 || guest.state.phase === "knocking";
    const isSettled = () => guest.isSecure && host.isSecure || isTold();
    await world.until(isSettled, 600_000, 2_000);
    if (!isSettled()) wrong.push(`lost: ${guest.state.phase}, ${host.state.phase}`);
    for (const page of world.people) page.closePage();
    await world.clock.turn(60_000);
    this.#checkAll();
    // A hello that is delivered once more, after its pairing has ended, is answered once more: that is no defect here.
    const defects = takeDefects().filter((defect) => !defect.endsWith("handled a message twice"));
    return { wrong: [...wrong, ...defects], end: guest.isSecure ? "secure" : "told" };
  }

  #begin(each: Act): void {
    const { world, guest, host, mallory } = this;
    switch (each.what) {
      case "forget":
        return world.forgetServer();
      case "restart":
        return world.restartServer(each.spanMs);
      case "cut":
        return world.cutConnections();
      case "guess":
        return void this.#guess();
      case "Mallory":
        world.relay.mischief.twoHosts = true;
        return mallory.open();
      case "reload":
      case "crash":
        return this[each.who].reload(each.what === "reload");
      case "wake":
        return this[each.who].engine?.wake();
      case "inject":
        for (const [to, from] of [[guest, host], [host, guest]] as const) {
          const body = this.#made(
            each.mail,
            this.sent.findLast(({ body }) => kindOfBody(body) === "H1")?.body ?? "",
          );
          void body.then((made) =>
            world.relay.inject(to.peerId, {
              from: from.peerId,
              n: 1 + Math.floor(world.random() * 1e6),
              body: made,
            })
          );
        }
    }
  }

  /** A wrong code, from somebody with a seat. */
  async #guess(): Promise<void> {
    const { world, host } = this;
    const { peerId, pairing } = strangersPairing(
      this,
      String(++this.#guesses).padStart(6, "0"),
      "Stranger",
    );
    this.#strangers.add(peerId);
    try {
      world.relay.join(peerId);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return;
    }
    const body = encodeBase64Url(await pairing.hello());
    world.relay.inject(host.peerId, { from: peerId, n: 1, body });
  }

  #isOn<What extends Act["what"]>(
    what: What,
    so: (act: Extract<Act, { what: What }>) => boolean = () => true,
  ) {
    return [...this.#active].find((each) =>
      each.what === what && so(each as Extract<Act, { what: What }>) && this.world.random() < each.odds
    ) as Extract<Act, { what: What }> | undefined;
  }

  async #answer(ask: Ask, honest: () => Promise<unknown>): Promise<unknown> {
    const lie = ask.from === this.mallory
      ? undefined
      : this.#isOn("answer", ({ to }) => to === "all" || to === ask.what)?.answer;
    switch (lie?.kind) {
      case "refuses": {
        const { code, status, retryAfterMs } = lie;
        throw new ApiError(code as ErrorCode, status, retryAfterMs ? { retryAfterMs } : {});
      }
      case "says":
        return lie.json;
      case "breaks":
        throw new NetworkError("cut off");
      case "keepsSilent":
        return await new Promise(() => {});
      case "repeats":
        if (this.#given.has(ask.what)) return this.#given.get(ask.what);
        break;
      case "later":
        await new Promise<void>((resolve) => this.world.clock.after(lie.delayMs, resolve));
    }
    const given = await honest();
    this.#given.set(ask.what, given);
    return lie?.kind === "bends" && typeof given === "object" ? { ...given, [lie.key]: lie.json } : given;
  }

  #carry(message: Carried): Carried[] {
    const { world } = this;
    const mail = this.#isOn("mail")?.mail;
    const again = (body: string, delayMs: number) => {
      const { to, ...rest } = message;
      world.clock.after(delayMs, () => world.relay.inject(to, { ...rest, body }));
      return [];
    };
    switch (mail) {
      case undefined:
        return [message];
      case "drops":
        return [];
      case "doubles":
        return [message, { ...message, n: message.n + 100_000 }];
      case "delays":
        return again(message.body, world.between(100, 40_000));
      case "flips":
        return [{ ...message, body: flipped(message.body, Math.floor(world.between(0, 60))) }];
      case "reflects":
        return [{ ...message, from: message.to, to: message.from }];
      default:
        void this.#made(mail, message.body).then((body) => again(body, 1));
        return [];
    }
  }

  async #made(mail: "kind 5" | "old" | "garbage" | "another room's", body: string): Promise<string> {
    const any = (bodies: readonly string[]) => bodies[Math.floor(this.world.random() * bodies.length)] ?? "";
    switch (mail) {
      case "kind 5":
        return encodeBase64Url(encodeMessage(KIND.resumeUnknown, await hash16(decodeBase64Url(body))));
      case "old":
        return any(this.sent.map((message) => message.body));
      case "another room's":
        return any(elsewhere);
      case "garbage":
        return encodeBase64Url(randomBytes(Math.floor(this.world.between(0, 400))));
    }
  }

  #show(peers: Peer[], to: string): Peer[] {
    const { guest, mallory, world } = this;
    // Nobody sees Mallory but the guest; and Mallory sees all.
    const seen = peers.filter(({ peerId }) =>
      peerId !== mallory.peerId || to === guest.peerId || to === mallory.peerId
    );
    const whom = to === mallory.peerId ? undefined : this.#isOn("show")?.whom;
    const isOwn = ({ peerId }: Peer) => peerId === to;
    const isHost = ({ role }: Peer) => role === "host";
    switch (whom) {
      case undefined:
        return seen;
      case "nobody":
        return [];
      case "oneself":
        return seen.filter(isOwn);
      case "no host":
        return seen.filter((peer) => isOwn(peer) || !isHost(peer));
      case "Mallory only":
        return seen.filter((peer) => isOwn(peer) || !isHost(peer) || peer.peerId === mallory.peerId);
      case "a made-up host":
        return [...seen, {
          peerId: encodeBase64Url(randomBytes(16)),
          role: "host",
          joinedAtMs: 0,
          seenAtMs: world.clock.nowMs(),
        }];
      case "turned roles":
        return seen.map((peer) => ({ ...peer, role: isHost(peer) ? "guest" : "host" }));
    }
  }

  /** One step of a page: no server has ended a call that runs, and nobody is greeted by code without a click. */
  #check(
    person: Person,
    former: { state: Person["state"]; clicks: number } | undefined,
    state: Person["state"],
  ): void {
    this.#watchExchange(person);
    if (!former || person === this.mallory) return;
    const current = former.state.pairings.find(({ peerId }) => peerId === former.state.currentPeerId);
    const ran = former.state.phase === "connected" && current?.verified;
    const ends = state.failure?.code ?? state.endReason;
    if (ran && state.phase !== "connected" && this.#bothEndsUp(person)) {
      this.wrong.push(`${person.name}: a call that ran is ${state.phase} ${ends ?? ""}`);
    }
    if (former.state.greets === "resume" && state.greets !== "resume" && person.clicks === former.clicks) {
      this.wrong.push(`${person.name}: greets by ${state.greets} without a click`);
    }
  }

  /** Chat and files of each page: what was written for one partner is forgotten before another one is there. */
  #watchExchange({ engine, name }: Person): void {
    if (!engine || this.#engines.has(engine)) return;
    this.#engines.add(engine);
    const { events } = engine.options;
    let partner: string | undefined;
    events.exchangeForgotten = () => partner = undefined;
    events.exchangeChannelsChanged = (channels) => {
      const end = (channels as unknown as FakeConnection["exchangeChannels"] | null)?.of;
      const other = this.world.connections.get(end?.remote?.name ?? "")?.person.name;
      if (other === undefined) return;
      if (partner !== undefined && partner !== other) {
        this.wrong.push(`${name}: what was written for ${partner} goes to ${other}`);
      }
      partner = other;
    };
  }

  #bothEndsUp(person: Person): boolean {
    return [...this.world.connections.values()].some((end) =>
      end.person === person && end.state === "up" &&
      this.world.connections.get(end.remote?.name ?? "")?.state === "up"
    );
  }

  #checkAll(): void {
    const { world, guest, wrong, sent } = this;
    const answered = sent.filter(({ to, body }) => this.#strangers.has(to) && kindOfBody(body) === "M2");
    if (answered.length > 5) wrong.push(`${answered.length} wrong codes were answered`);
    for (const pair of world.mediaFlowed) {
      if (pair === "Dr. Berg – Ottilie") continue;
      if (guest.clicks === 0) wrong.push(`media flowed without a click: ${pair}`);
      else if (!guest.states.some(({ safetyChanged }) => safetyChanged)) {
        wrong.push(`${pair}, and nobody was told`);
      }
    }
  }
}
