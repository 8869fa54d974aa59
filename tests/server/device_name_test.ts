import assert from "node:assert/strict";
import { assertLinear } from "../support/linear.ts";
import { deviceName } from "../../server/device_name.ts";

Deno.test("deviceName: browser and system by their common names; empty for unknown agents", () => {
  const chrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0";
  const cases: [string | null, string][] = [
    [`${chrome} Safari/537.36`, "Chrome, Windows"],
    [`${chrome} Safari/537.36 Edg/140.0.0.0`, "Edge, Windows"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
      "Safari, iPhone",
    ],
    ["Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"],
    ["curl/8", ""],
    [null, ""],
  ];
  for (const [agent, name] of cases) assert.equal(deviceName(agent), name);
});

Deno.test("deviceName: its time grows with the header, not with its square", () => {
  for (const unit of ["Edg", "Safari ", "Mac OS ", "/", " "]) {
    assertLinear((length) => void deviceName(unit.repeat(length / unit.length)));
  }
});
