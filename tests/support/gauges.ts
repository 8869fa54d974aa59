import assert from "node:assert/strict";
import { randomSecret } from "../../kv/hashes.ts";
import type { RunningServer } from "./running_server.ts";

/** For a server whose gauges are looked at. */
export const METRICS = { METRICS_TOKEN: randomSecret(128) };

type Gauge = "vieraugen_polls_held" | "vieraugen_watchers";

export async function gauge({ origin }: Pick<RunningServer, "origin">, name: Gauge): Promise<number> {
  const response = await fetch(`${origin}/metrics`, {
    headers: { authorization: `Bearer ${METRICS.METRICS_TOKEN}` },
  });
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(await response.text())?.[1]);
}

/** Waits until it stands at `value`. */
export async function gaugeIs(
  server: Pick<RunningServer, "origin">,
  name: Gauge,
  value: number,
  withinMs = 10_000,
): Promise<void> {
  const endsAtMs = performance.now() + withinMs;
  for (let is; (is = await gauge(server, name)) !== value;) {
    assert.ok(performance.now() < endsAtMs, `${name} is ${is}, not ${value}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
