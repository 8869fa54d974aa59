import assert from "node:assert/strict";
import { forwardedClient, originOf } from "../../server/client_address.ts";
import { parseConfig } from "../../server/config.ts";
import { assertLinear } from "../support/linear.ts";

Deno.test("originOf: one address and one network, however they are spelled", () => {
  for (const ip of ["2001:db8:7:1::5", "2001:0DB8:0007:0001:0:0:0:9", "2001:db8:7:1:a:b:c:d%eth0"]) {
    assert.deepEqual(originOf(ip), { address: "2001:db8:7:1", network: "2001:db8:7" }, ip);
  }
  assert.deepEqual(originOf("::1"), { address: "0:0:0:0", network: "0:0:0" });
  for (
    const ip of [
      "192.0.2.7",
      "::ffff:192.0.2.7",
      "::FFFF:192.0.2.7",
      "::ffff:c000:207",
      "0:0:0:0:0:ffff:c000:0207",
      "64:ff9b::192.0.2.7",
      "64:ff9b::c000:207",
    ]
  ) assert.deepEqual(originOf(ip), { address: "192.0.2.7", network: "192.0.2.7" }, ip);
});

/** Who it is by a header, for a connection from `direct`. */
function clientBy(trustProxy: string, header: string | null, direct = "127.0.0.1") {
  return forwardedClient(direct, header, parseConfig({ TRUST_PROXY: trustProxy }).trustProxy);
}

Deno.test("forwardedClient: an address with port, brackets, quotes, zone or in capitals is the address", () => {
  for (
    const entry of [
      "192.0.2.7",
      " 192.0.2.7 ",
      "192.0.2.7:443",
      "192.0.2.7:65535",
      '"192.0.2.7:1"',
      "::ffff:192.0.2.7",
      "[::FFFF:192.0.2.7]:80",
    ]
  ) assert.deepEqual(clientBy("1", entry), { address: "192.0.2.7", isGarbled: false }, entry);
  for (
    const entry of [
      "2001:db8::7",
      "[2001:db8::7]",
      "[2001:DB8:0::7]:443",
      '"[2001:db8::7]"',
      '"[2001:db8::7]:443"',
      "2001:db8::7%eth0",
      "[2001:db8::7%25eth0]:1",
    ]
  ) assert.deepEqual(clientBy("1", entry), { address: "2001:db8:0:0:0:0:0:7", isGarbled: false }, entry);
});

Deno.test("forwardedClient: what is no address leaves the last one that a trusted proxy named", () => {
  for (
    const garbage of [
      "",
      "unknown",
      "_secret",
      "1.2.3",
      "1.2.3.4.5",
      "256.1.1.1",
      "1.2.3.4:",
      "1.2.3.4:x",
      "[::1",
      "::1]",
      "[1.2.3.4]x",
      "for=192.0.2.1",
      "192.0.2.1 192.0.2.2",
      "example.org",
      "1".repeat(70_000),
    ]
  ) {
    assert.deepEqual(
      clientBy("1", `192.0.2.1, ${garbage}`),
      { address: "127.0.0.1", isGarbled: true },
      garbage,
    );
    assert.deepEqual(
      clientBy("2", `${garbage}, 192.0.2.9`),
      { address: "192.0.2.9", isGarbled: true },
      garbage,
    );
    const ranges = "127.0.0.1,192.0.2.0/24";
    assert.deepEqual(
      clientBy(ranges, `${garbage}, 192.0.2.9`),
      { address: "192.0.2.9", isGarbled: true },
      garbage,
    );
  }
});

Deno.test("forwardedClient: so many hops, or the trusted ranges, and not one entry more", () => {
  const header = "6.6.6.6, 192.0.2.1, 203.0.113.5, 10.0.0.2";
  for (
    const [trust, direct, address] of [
      ["0", "127.0.0.1", "127.0.0.1"],
      ["no", "127.0.0.1", "127.0.0.1"],
      ["1", "127.0.0.1", "10.0.0.2"],
      ["yes", "127.0.0.1", "10.0.0.2"],
      ["2", "127.0.0.1", "203.0.113.5"],
      ["3", "127.0.0.1", "192.0.2.1"],
      ["9", "127.0.0.1", "6.6.6.6"],
      ["127.0.0.1", "127.0.0.1", "10.0.0.2"],
      ["127.0.0.1,10.0.0.0/8", "127.0.0.1", "203.0.113.5"],
      ["127.0.0.0/8, 10.0.0.1/8 203.0.113.0/24", "127.0.0.1", "192.0.2.1"],
      ["10.0.0.0/8", "127.0.0.1", "127.0.0.1"],
      ["10.0.0.0/8", "192.0.2.66", "192.0.2.66"],
      ["127.0.0.1", "::ffff:127.0.0.1", "10.0.0.2"],
      ["::1", "::1", "10.0.0.2"],
      ["2001:DB8::/32", "2001:db8:1::1", "10.0.0.2"],
      ["2001:db8::/32", "2001:db9::1", "2001:db9:0:0:0:0:0:1"],
      ["127.0.0.1", "unknown", "unknown"],
    ] as const
  ) {
    assert.deepEqual(
      clientBy(trust, header, direct),
      { address, isGarbled: false },
      `${trust} from ${direct}`,
    );
  }
  assert.equal(
    clientBy("2", "192.0.2.9").address,
    "192.0.2.9",
    "fewer entries than hops: whom the proxy saw",
  );
  assert.equal(clientBy("1", null).address, "127.0.0.1");
});

Deno.test("forwardedClient: its time grows with the header, not with its square", () => {
  for (const unit of [",", "1.2.3.4, ", " ", "[", "::", "%", '"']) {
    assertLinear((length) => void clientBy("9", `${unit.repeat(length / unit.length)}, 1.2.3.4`));
    assertLinear((length) => void clientBy("127.0.0.1,1.2.3.4", unit.repeat(length / unit.length)));
  }
});
