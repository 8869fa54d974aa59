import { ApiError, NetworkError, type RequestPort } from "../../wire/client.ts";
import type { IceAnswer } from "../../wire/rooms.ts";
import type { Clock } from "../../browser/clock.ts";

type Transport = "udp" | "tcp" | "tls";

/** The result of trying one path. */
interface PathReport {
  outcome: "good" | "bad";
  tookMs?: number;
}

export interface NetworkReport {
  /** `isUnavailable`: it can be reached, and takes a break. */
  server: PathReport & { isUnavailable?: true };
  /** Without a relay; absent if this deployment allows relays only. */
  direct?: PathReport;
  /** One report for each relay address. */
  relays: (PathReport & { transport: Transport })[];
}

interface NetworkPorts {
  request: RequestPort;
  makeConnection(configuration: RTCConfiguration): RTCPeerConnection;
  clock: Clock;
}

/** Time limit for each path. */
export const PATH_TIMEOUT_MS = 10_000;
/** Time limit for preparing the connections. A busy device may be slow, which says nothing about the network. */
export const PREPARE_TIMEOUT_MS = 20_000;

/**
 * Tries every path that a call can take: the server, a direct connection, and each relay alone. Resolves within the
 * time limits.
 */
export async function checkNetwork(ports: NetworkPorts): Promise<NetworkReport> {
  const { clock } = ports;
  const startedAtMs = clock.nowMs();
  const deadline = new AbortController();
  const cancel = clock.after(PATH_TIMEOUT_MS, () => deadline.abort());
  let ice: IceAnswer;
  try {
    ice = await ports.request("GET /api/check", { signal: deadline.signal });
  } catch (error) {
    const isExpected = error instanceof ApiError || error instanceof NetworkError || deadline.signal.aborted;
    if (!isExpected) throw error;
    const isUnavailable = error instanceof ApiError && error.code === "unavailable";
    return { server: { outcome: "bad", ...(isUnavailable ? { isUnavailable } : {}) }, relays: [] };
  } finally {
    cancel();
  }
  const server = { outcome: "good", tookMs: clock.nowMs() - startedAtMs } as const;
  const relayServers = relaysOf(ice);
  const [direct, ...relays] = await Promise.all([
    ice.iceTransportPolicy === "relay" ? undefined : tryPath(ports, { iceServers: withoutRelays(ice) }),
    ...relayServers.map(async ({ transport, server }) => ({
      transport,
      ...await tryPath(ports, { iceServers: [server], iceTransportPolicy: "relay" }),
    })),
  ]);
  return { server, ...(direct ? { direct } : {}), relays: relays as NetworkReport["relays"] };
}

/**
 * Each relay address as an ICE server of its own. Source: RFC 7065, section 3.1: `turns` is TLS, without `transport`
 * it is UDP.
 */
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

/** Sends a message over a data channel between two connections of this page, and back. */
async function tryPath(ports: NetworkPorts, configuration: RTCConfiguration): Promise<PathReport> {
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
    within(PREPARE_TIMEOUT_MS);
    const came = await Promise.race([sendAround(near, far, () => within(PATH_TIMEOUT_MS)), bound]);
    return came ? { outcome: "good", tookMs: clock.nowMs() - startedAtMs } : { outcome: "bad" };
  } catch (error) {
    // This browser rejects the relay's address or credentials.
    if (error instanceof DOMException || error instanceof TypeError) return { outcome: "bad" };
    throw error;
  } finally {
    cancel();
    for (const end of ends) end.close();
  }
}

/** Resolves when the message is back. `prepared` is called when the descriptions are exchanged. */
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
      // A candidate that the other side cannot use does not stop the others.
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
