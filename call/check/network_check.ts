import { ApiError, NetworkError, type RequestPort } from "../../wire/client.ts";
import type { IceAnswer } from "../../wire/rooms.ts";
import type { Clock } from "../../browser/clock.ts";

export type Transport = "udp" | "tcp" | "tls";

/** One way, tried: did it work, and how long did it take? */
export interface WayReport {
  outcome: "good" | "bad";
  tookMs?: number;
}

export interface NetworkReport {
  server: WayReport;
  /** Without a relay; absent where this deployment forbids it. */
  direct?: WayReport;
  /** One each that is configured. */
  relays: (WayReport & { transport: Transport })[];
}

export interface NetworkPorts {
  request: RequestPort;
  makeConnection(configuration: RTCConfiguration): RTCPeerConnection;
  clock: Clock;
}

/** How long each way may take. */
export const WAY_MS = 10_000;
/** How long a busy device may take until its connections are ready to be made; that says nothing of the line. */
export const PREPARE_MS = 20_000;

/** Tries the ways on which a call can go: the server, a direct connection, and each relay by itself. Ends by its bounds. */
export async function checkNetwork(ports: NetworkPorts): Promise<NetworkReport> {
  const { clock } = ports;
  const startedAtMs = clock.nowMs();
  const deadline = new AbortController();
  const cancel = clock.after(WAY_MS, () => deadline.abort());
  let ice: IceAnswer;
  try {
    ice = await ports.request("GET /api/check", { signal: deadline.signal });
  } catch (error) {
    const isExpected = error instanceof ApiError || error instanceof NetworkError || deadline.signal.aborted;
    if (!isExpected) throw error;
    return { server: { outcome: "bad" }, relays: [] };
  } finally {
    cancel();
  }
  const server = { outcome: "good", tookMs: clock.nowMs() - startedAtMs } as const;
  const relayServers = relaysOf(ice);
  const [direct, ...relays] = await Promise.all([
    ice.iceTransportPolicy === "relay" ? undefined : loop(ports, { iceServers: withoutRelays(ice) }),
    ...relayServers.map(async ({ transport, server }) => ({
      transport,
      ...await loop(ports, { iceServers: [server], iceTransportPolicy: "relay" }),
    })),
  ]);
  return { server, ...(direct ? { direct } : {}), relays: relays as NetworkReport["relays"] };
}

/** Each relay address by itself. Source: RFC 7065, section 3.1: `turns` is TLS, without `transport` it is UDP. */
export function relaysOf({ iceServers }: Pick<IceAnswer, "iceServers">): {
  transport: Transport;
  server: IceAnswer["iceServers"][number];
}[] {
  return iceServers.flatMap(({ urls, ...credentials }) =>
    urls.filter((url) => /^turns?:/.test(url)).map((url) => {
      const transport = url.startsWith("turns:") ? "tls" : /[?&]transport=tcp\b/.test(url) ? "tcp" : "udp";
      return { transport, server: { urls: [url], ...credentials } };
    })
  );
}

function withoutRelays({ iceServers }: IceAnswer): RTCIceServer[] {
  return iceServers.map(({ urls }) => ({ urls: urls.filter((url) => /^stuns?:/.test(url)) })).filter((
    { urls },
  ) => urls.length > 0);
}

/** A message from one connection of this page to another one and back, over a real data channel. */
async function loop(ports: NetworkPorts, configuration: RTCConfiguration): Promise<WayReport> {
  const { clock } = ports;
  const startedAtMs = clock.nowMs();
  const ends: RTCPeerConnection[] = [];
  let cancel = () => {};
  try {
    const [near, far] = [ports.makeConnection(configuration), ports.makeConnection(configuration)];
    ends.push(near, far);
    let giveUp = () => {};
    const bound = new Promise<false>((resolve) => giveUp = () => resolve(false));
    const within = (boundMs: number) => {
      cancel();
      cancel = clock.after(boundMs, giveUp);
    };
    within(PREPARE_MS);
    const came = await Promise.race([sendAround(near, far, () => within(WAY_MS)), bound]);
    return came ? { outcome: "good", tookMs: clock.nowMs() - startedAtMs } : { outcome: "bad" };
  } catch (error) {
    // A relay's address or credentials that this browser does not take.
    if (error instanceof DOMException || error instanceof TypeError) return { outcome: "bad" };
    throw error;
  } finally {
    cancel();
    for (const end of ends) end.close();
  }
}

async function sendAround(
  near: RTCPeerConnection,
  far: RTCPeerConnection,
  prepared: () => void,
): Promise<true> {
  // Candidates wait until the other side has its description.
  let describe = () => {};
  const described = new Promise<void>((resolve) => describe = resolve);
  for (const [one, other] of [[near, far], [far, near]] as const) {
    one.onicecandidate = ({ candidate }) => {
      if (!candidate) return;
      // One that the other side cannot use keeps out none of the rest.
      described.then(() => other.addIceCandidate(candidate)).catch(() => {});
    };
  }
  const channel = near.createDataChannel("check");
  const came = new Promise<true>((resolve) => channel.onmessage = () => resolve(true));
  channel.onopen = () => channel.send("?");
  far.ondatachannel = ({ channel }) => {
    channel.onmessage = ({ data }) => channel.send(data);
  };
  await near.setLocalDescription(await near.createOffer());
  await far.setRemoteDescription(near.localDescription!);
  await far.setLocalDescription(await far.createAnswer());
  await near.setRemoteDescription(far.localDescription!);
  describe();
  prepared();
  return await came;
}
