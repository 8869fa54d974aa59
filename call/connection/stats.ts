/**
 * What the statistics tell of the line, over the time since the last look. Fields that the browser does not report are
 * absent.
 */
export interface LineSample {
  /** The browser's estimate of what can be sent. Chromium and Safari only. */
  availableBps?: number;
  rttMs?: number;
  /** Share of the packets that this side sent and the peer did not get, 0 … 1. */
  lossOut?: number;
  /** Share of the packets that the peer sent and this side did not get, 0 … 1. */
  lossIn?: number;
  /** Share of the received sound that was made up for packets that were late or lost, 0 … 1. */
  concealed?: number;
  /** Direct, or over the relay and how that is reached. */
  path?: "direct" | "relay_udp" | "relay_tcp" | "relay_tls";
  sentHeight?: number;
  receivedHeight?: number;
  sentBps?: number;
  receivedBps?: number;
}

/** A sample in which what this browser does not report is undefined. */
type Measured = { [Key in keyof LineSample]: LineSample[Key] | undefined };

/** Counters of one look, which the next one is compared with. */
export interface Counters {
  atMs: number;
  received: number;
  lost: number;
  concealedSamples: number;
  totalSamples: number;
  bytesSent: number;
  bytesReceived: number;
}

/** The fields that are read, of all types of statistics. Source: W3C, Identifiers for WebRTC's Statistics API. */
interface Entry {
  id: string;
  type: string;
  kind?: string;
  timestamp: number;
  selectedCandidatePairId?: string;
  nominated?: boolean;
  state?: string;
  localCandidateId?: string;
  candidateType?: string;
  relayProtocol?: string;
  availableOutgoingBitrate?: number;
  currentRoundTripTime?: number;
  roundTripTime?: number;
  fractionLost?: number;
  packetsReceived?: number;
  packetsLost?: number;
  concealedSamples?: number;
  silentConcealedSamples?: number;
  totalSamplesReceived?: number;
  bytesSent?: number;
  bytesReceived?: number;
  frameHeight?: number;
}

/** Reads a report (`RTCStatsReport`, or its entries in a test). `former`: the counters of the last look. */
export function readStats(
  report: Iterable<[string, unknown]>,
  former: Counters | undefined,
): { sample: LineSample; counters: Counters } {
  const entries = new Map(report as Iterable<[string, Entry]>);
  const all = (type: string) => [...entries.values()].filter((entry) => entry.type === type);
  const [incoming, outgoing, remote] = [all("inbound-rtp"), all("outbound-rtp"), all("remote-inbound-rtp")];
  const sum = (list: Entry[], field: keyof Entry) =>
    list.reduce((total, entry) => total + Number(entry[field] ?? 0), 0);
  const sound = incoming.filter(({ kind }) => kind === "audio");
  const counters: Counters = {
    atMs: Math.max(0, ...[...incoming, ...outgoing].map(({ timestamp }) => timestamp)),
    received: sum(incoming, "packetsReceived"),
    lost: sum(incoming, "packetsLost"),
    // Silence is made up while the peer's microphone is off: it is no loss.
    concealedSamples: sum(sound, "concealedSamples") - sum(sound, "silentConcealedSamples"),
    totalSamples: sum(sound, "totalSamplesReceived"),
    bytesSent: sum(outgoing, "bytesSent"),
    bytesReceived: sum(incoming, "bytesReceived"),
  };
  const pair = selectedPair(entries);
  const local = pair?.localCandidateId === undefined ? undefined : entries.get(pair.localCandidateId);
  const rttSeconds = pair?.currentRoundTripTime ?? remote[0]?.roundTripTime;
  const losses = remote.flatMap(({ fractionLost }) => fractionLost ?? []);
  const heights = (list: Entry[]) => list.flatMap(({ frameHeight }) => frameHeight ?? []);
  const sample = withoutUndefined({
    availableBps: pair?.availableOutgoingBitrate,
    rttMs: rttSeconds === undefined ? undefined : rttSeconds * 1000,
    lossOut: losses.length === 0 ? undefined : Math.max(...losses),
    path: local && pathOf(local),
    sentHeight: heights(outgoing)[0],
    receivedHeight: heights(incoming)[0],
    ...(former && changes(former, counters)),
  });
  return { sample, counters };
}

function selectedPair(entries: ReadonlyMap<string, Entry>): Entry | undefined {
  const transport = [...entries.values()].find(({ type }) => type === "transport");
  const id = transport?.selectedCandidatePairId;
  if (id !== undefined) return entries.get(id);
  // Firefox has no transport statistics before version 132.
  return [...entries.values()].find(({ type, nominated, state }) =>
    type === "candidate-pair" && nominated === true && state === "succeeded"
  );
}

function pathOf({ candidateType, relayProtocol }: Entry): LineSample["path"] {
  if (candidateType !== "relay") return "direct";
  return relayProtocol === "tls" ? "relay_tls" : relayProtocol === "tcp" ? "relay_tcp" : "relay_udp";
}

/** The values that follow from the counters of two looks. */
function changes(former: Counters, now: Counters): Measured {
  const [received, lost] = [now.received - former.received, now.lost - former.lost];
  const samples = now.totalSamples - former.totalSamples;
  const seconds = (now.atMs - former.atMs) / 1000;
  const perSecond = (bytes: number) => seconds > 0 ? Math.max(0, bytes) * 8 / seconds : undefined;
  return {
    // Late packets count as lost at first and are subtracted later, so the difference may be negative.
    lossIn: received + lost > 0 ? Math.max(0, lost) / (received + Math.max(0, lost)) : undefined,
    concealed: samples > 0
      ? Math.max(0, now.concealedSamples - former.concealedSamples) / samples
      : undefined,
    sentBps: perSecond(now.bytesSent - former.bytesSent),
    receivedBps: perSecond(now.bytesReceived - former.bytesReceived),
  };
}

function withoutUndefined(measured: Measured): LineSample {
  return Object.fromEntries(Object.entries(measured).filter(([, value]) => value !== undefined));
}
