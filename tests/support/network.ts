/** The sides of a test network. Each has its own namespace, address and link to the router. */
export type Side = "server" | "doctor" | "patient";

const SIDES: readonly Side[] = ["server", "doctor", "patient"];
const SUBNETS: Record<Side, number> = { server: 1, doctor: 2, patient: 3 };

/**
 * A small internet of Linux network namespaces: three sides behind one router, which can filter, slow down and cut off.
 * Needs root, `ip`, `tc` and `nft`; says what is missing otherwise. It does not touch the machine's own network.
 */
export class Network implements AsyncDisposable {
  readonly #name = `ve${Deno.pid % 100_000}`;
  readonly #router = `${this.#name}r`;
  /** The last part of the patient's and the doctor's addresses, which may change. */
  readonly #hosts: Record<Side, number> = { server: 1, doctor: 1, patient: 1 };

  private constructor() {}

  /** @throws {Error} that names what this machine cannot do. */
  static async create(): Promise<Network> {
    const network = new Network();
    try {
      await network.#build();
    } catch (error) {
      await network[Symbol.asyncDispose]();
      throw new Error("Cannot make network namespaces here: root, iproute2, nftables and veth are needed", {
        cause: error,
      });
    }
    return network;
  }

  addressOf(side: Side): string {
    return `10.77.${SUBNETS[side]}.${this.#hosts[side]}`;
  }

  /** The server's second address, for a relay on the same ports. */
  readonly relayAddress = "10.77.1.2";

  /** Runs a command on one side. */
  prefix(side: Side): string[] {
    return ["ip", "netns", "exec", this.#space(side)];
  }

  /** Writes a script that starts a program on one side, and returns its path. */
  async programOn(side: Side, program: string): Promise<string> {
    const path = `${await this.#directory}/${side}`;
    await Deno.writeTextFile(path, `#!/bin/sh\nexec ${this.prefix(side).join(" ")} ${program} "$@"\n`);
    await Deno.chmod(path, 0o755);
    return path;
  }

  /** Replaces the nft rules of the router's forward chain; without rules it forwards everything. */
  async filter(...rules: string[]): Promise<void> {
    await this.#in(this.#router, "nft", "flush", "chain", "inet", "test", "forward");
    for (const rule of rules) {
      await this.#in(this.#router, "nft", `add rule inet test forward ${rule}`);
    }
  }

  /** Rules that let one side use nothing but TCP to one port. */
  onlyTcp(side: Side, port: number): string[] {
    const subnet = `10.77.${SUBNETS[side]}.0/24`;
    // One condition a rule: nft 1.0 joins neighbouring ports into one comparison.
    return [
      `ip saddr ${subnet} tcp dport != ${port} drop`,
      `ip daddr ${subnet} tcp sport != ${port} drop`,
      ...this.dropping(side, "meta l4proto != tcp"),
    ];
  }

  /** Rules that drop what matches, to and from one side. */
  dropping(side: Side, match: string): string[] {
    const subnet = `10.77.${SUBNETS[side]}.0/24`;
    return [`ip saddr ${subnet} ${match} drop`, `ip daddr ${subnet} ${match} drop`];
  }

  /** Limits one side's link in both directions; undefined removes the limits. */
  async shape(side: Side, kbitPerSecond: number | undefined): Promise<void> {
    const ends = [[this.#router, `to-${side}`], [this.#space(side), "line"]] as const;
    for (const [space, device] of ends) {
      if (kbitPerSecond === undefined) await this.#in(space, "tc", "qdisc", "del", "dev", device, "root");
      else {
        const rate = ["rate", `${kbitPerSecond}kbit`, "burst", "8k", "latency", "300ms"];
        await this.#in(space, "tc", "qdisc", "replace", "dev", device, "root", "tbf", ...rate);
      }
    }
  }

  /** Takes one side's link down; the device notices. */
  async unplug(side: Side): Promise<void> {
    await this.#in(this.#space(side), "ip", "link", "set", "line", "down");
  }

  async plugIn(side: Side): Promise<void> {
    await this.#in(this.#space(side), "ip", "link", "set", "line", "up");
    await this.#route(side);
  }

  /** Another address on the same line, as after a change of networks; the old one is gone. */
  async changeAddress(side: Side): Promise<void> {
    const space = this.#space(side);
    const former = this.addressOf(side);
    this.#hosts[side]++;
    await this.#in(space, "ip", "addr", "del", `${former}/24`, "dev", "line");
    await this.#in(space, "ip", "addr", "add", `${this.addressOf(side)}/24`, "dev", "line");
    await this.#route(side);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const space of [this.#router, ...SIDES.map((side) => this.#space(side))]) {
      await new Deno.Command("ip", { args: ["netns", "del", space], stderr: "null" }).output();
    }
    await Deno.remove(await this.#directory, { recursive: true });
  }

  readonly #directory = Deno.makeTempDir({ prefix: "vieraugen-net-" });

  #space(side: Side): string {
    return `${this.#name}${side[0]}`;
  }

  async #build(): Promise<void> {
    await run("ip", "netns", "add", this.#router);
    await this.#in(this.#router, "sysctl", "-qw", "net.ipv4.ip_forward=1");
    await this.#in(this.#router, "nft", "add table inet test");
    await this.#in(
      this.#router,
      "nft",
      "add chain inet test forward { type filter hook forward priority 0; policy accept; }",
    );
    for (const side of SIDES) {
      const space = this.#space(side);
      await run("ip", "netns", "add", space);
      // Its addresses come late, and browsers take that for a change of networks.
      await this.#in(space, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
      const peer = ["peer", "name", `to-${side}`, "netns", this.#router];
      await run("ip", "link", "add", "line", "netns", space, "type", "veth", ...peer);
      await this.#in(this.#router, "ip", "addr", "add", `10.77.${SUBNETS[side]}.254/24`, "dev", `to-${side}`);
      await this.#in(this.#router, "ip", "link", "set", `to-${side}`, "up");
      await this.#in(space, "ip", "link", "set", "lo", "up");
      await this.#in(space, "ip", "addr", "add", `${this.addressOf(side)}/24`, "dev", "line");
      await this.#in(space, "ip", "link", "set", "line", "up");
      await this.#route(side);
    }
    await this.#in(this.#space("server"), "ip", "addr", "add", `${this.relayAddress}/24`, "dev", "line");
  }

  #route(side: Side): Promise<void> {
    const gateway = `10.77.${SUBNETS[side]}.254`;
    return this.#in(this.#space(side), "ip", "route", "replace", "default", "via", gateway);
  }

  #in(space: string, ...command: string[]): Promise<void> {
    return run("ip", "netns", "exec", space, ...command);
  }
}

async function run(program: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args, stdout: "null", stderr: "piped" })
    .output();
  if (!success) throw new Error(`${program} ${args.join(" ")}: ${new TextDecoder().decode(stderr).trim()}`);
}
