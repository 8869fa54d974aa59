import assert from "node:assert/strict";
import { requestOrigins } from "../../server/request_origins.ts";

Deno.test("requestOrigins: as browsers spell them, whatever port a proxy has added", () => {
  for (
    const [address, origins] of [
      ["http://name.example:443/a", ["https://name.example", "http://name.example:443"]],
      ["http://NAME.example:80/", ["https://name.example", "http://name.example"]],
      ["http://name.example:8443/", ["https://name.example:8443", "http://name.example:8443"]],
      ["http://[2001:DB8::1]:443/", ["https://[2001:db8::1]", "http://[2001:db8::1]:443"]],
    ] as const
  ) assert.deepEqual(requestOrigins(new URL(address)), origins, address);
});
