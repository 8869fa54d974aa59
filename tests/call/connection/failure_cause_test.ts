import assert from "node:assert/strict";
import { causeOf, type FailureEvidence } from "../../../call/connection/failure_cause.ts";

Deno.test("causeOf: from candidates and errors to a reason", () => {
  const relay = "turn:relay.example";
  const cause = (evidence: Partial<Record<keyof FailureEvidence, unknown>>) =>
    causeOf({
      relayUrls: [relay],
      localTypes: new Set(["host"]),
      remoteTypes: new Set(["host"]),
      errorCodes: [],
      gathered: true,
      ...evidence,
    } as FailureEvidence);
  assert.equal(cause({ errorCodes: [701] }), "network_blocks");
  assert.equal(cause({ errorCodes: [401] }), "relay_refused");
  assert.equal(cause({ relayUrls: [] }), "no_relay");
  assert.equal(cause({ relayUrls: [], localTypes: new Set() }), "network_missing");
  assert.equal(cause({ localTypes: new Set(["host", "relay"]) }), "partner_blocked");
  assert.equal(cause({ localTypes: new Set(["relay"]), remoteTypes: new Set(["relay"]) }), undefined);
  assert.equal(cause({ gathered: false }), undefined, "too early to tell");
});
