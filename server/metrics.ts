import type { RequestLine } from "./middlewares/request_log.ts";
import type { StoreHealth } from "./store.ts";
import type { Restarts } from "./supervision.ts";

/** Values read at each scrape. */
interface Gauges {
  /** Long-polls that are held. */
  pollsHeld: number;
  /** Watchers of the store. */
  watchers: number;
  /** How long the store took to answer; undefined if it did not. */
  storeMs: number | undefined;
  storeHealth: StoreHealth;
  residentBytes: number;
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Counts the requests that this process has answered since its start, by route pattern, status and stable code: no personal
 * data, codes, tokens or addresses. Each process of an installation counts for itself.
 */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #durations = new Map<string, { count: number; seconds: number }>();
  readonly #refusals = new Map<string, number>();
  #failedListeners = 0;

  /** @param restarts What the supervising process has told. */
  constructor(readonly startedAtMs: number, readonly restarts?: Restarts) {}

  /** Counts one answered request. */
  count({ method, route, status, code, ms }: RequestLine): void {
    // Clients can send any method name; each would become a time series.
    const labels = labelsOf({
      method: METHODS.has(method) ? method : "other",
      route,
      status: String(status),
    });
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
    const of = labelsOf({ route });
    const { count, seconds } = this.#durations.get(of) ?? { count: 0, seconds: 0 };
    this.#durations.set(of, { count: count + 1, seconds: seconds + ms / 1000 });
    if (code === undefined) return;
    const refusal = labelsOf({ code });
    this.#refusals.set(refusal, (this.#refusals.get(refusal) ?? 0) + 1);
  }

  /** Counts that the system has refused to accept a connection. */
  countFailedListener(): void {
    this.#failedListeners++;
  }

  /** The counters and gauges as text. Source: Prometheus text exposition format, version 0.0.4. */
  text({ pollsHeld, watchers, storeMs, storeHealth, residentBytes }: Gauges): string {
    const durations = [...this.#durations];
    return [
      ...family("vieraugen_requests_total", "counter", "Requests answered", this.#requests),
      ...head("vieraugen_request_seconds", "summary", "Time to answer; of long-polls the hold is part of it"),
      ...durations.map(([labels, { seconds }]) => `vieraugen_request_seconds_sum${labels} ${seconds}`),
      ...durations.map(([labels, { count }]) => `vieraugen_request_seconds_count${labels} ${count}`),
      ...family("vieraugen_refusals_total", "counter", "Requests refused, by stable code", this.#refusals),
      ...family(
        "vieraugen_listener_failures_total",
        "counter",
        "Times that no connection could be accepted, mostly for want of file descriptors",
        [["", this.#failedListeners]],
      ),
      ...family("vieraugen_polls_held", "gauge", "Long-polls that are held", [["", pollsHeld]]),
      ...family("vieraugen_watchers", "gauge", "Watchers of the store", [["", watchers]]),
      ...family("vieraugen_store_up", "gauge", "1 if the store has answered just now", [
        ["", storeMs === undefined ? 0 : 1],
      ]),
      ...(storeMs === undefined ? [] : family("vieraugen_store_seconds", "gauge", "Time the store took", [
        ["", storeMs / 1000],
      ])),
      ...storeFamilies(storeHealth),
      ...restartFamilies(this.restarts),
      ...family("process_resident_memory_bytes", "gauge", "Resident memory", [["", residentBytes]]),
      ...family("process_start_time_seconds", "gauge", "Start of the process since 1970", [
        ["", this.startedAtMs / 1000],
      ]),
      "",
    ].join("\n");
  }
}

function storeFamilies({ reason, failures, freeBytes }: StoreHealth): string[] {
  const counts = [...failures].map(([reason, count]): [string, number] => [labelsOf({ reason }), count]);
  return [
    ...family("vieraugen_store_failures_total", "counter", "Failures of the store, by reason", counts),
    ...(reason === undefined ? [] : family("vieraugen_store_failing", "gauge", "Why the store is closed", [
      [labelsOf({ reason }), 1],
    ])),
    ...(freeBytes === undefined
      ? []
      : family("vieraugen_disk_free_bytes", "gauge", "Free space on the database's disk", [["", freeBytes]])),
  ];
}

function restartFamilies(restarts: Restarts | undefined): string[] {
  return [
    ...family("vieraugen_restarts_total", "counter", "Restarts by the supervising process", [
      ["", restarts?.count ?? 0],
    ]),
    ...(restarts
      ? family("vieraugen_last_exit", "gauge", "Why the process before has ended", [
        [labelsOf({ reason: restarts.reason }), 1],
      ])
      : []),
  ];
}

function family(name: string, type: string, help: string, samples: Iterable<[string, number]>): string[] {
  return [...head(name, type, help), ...[...samples].map(([labels, value]) => `${name}${labels} ${value}`)];
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}.`, `# TYPE ${name} ${type}`];
}

function labelsOf(labels: Record<string, string>): string {
  const escaped = Object.entries(labels).map(([name, value]) =>
    `${name}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`
  );
  return `{${escaped.join(",")}}`;
}
