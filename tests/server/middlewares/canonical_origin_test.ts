import assert from "node:assert/strict";
import { canonicalOrigin } from "../../../server/middlewares/canonical_origin.ts";
import { appOf } from "../../support/app.ts";

const answer = () => new Response("ok");
const ROUTES = { "/help": answer, "/healthz": answer, "/api/join": answer };

function askerOf(env: Record<string, string>) {
  const printed: string[] = [];
  return { printed, ask: appOf([canonicalOrigin((line) => printed.push(line))], ROUTES, { env }) };
}

Deno.test("canonicalOrigin: redirects GET requests under another host name, except for monitoring", async () => {
  const { ask, printed } = askerOf({ PUBLIC_ORIGIN: "https://video.example.org" });
  for (
    const host of ["other.example", "video.example.org.", "video.example.org.other.example", "192.0.2.1"]
  ) {
    const moved = await ask(`http://${host}/help?a=b`);
    assert.deepEqual([moved.status, moved.headers.get("location")], [
      308,
      "https://video.example.org/help?a=b",
    ], host);
  }
  assert.equal(printed.length, 1, "said once");
  assert.doesNotMatch(printed.join(), /other\.example|192/, "without the visitor's name");
  assert.equal((await ask("http://video.example.org/help")).status, 200);
  assert.equal((await ask("http://10.0.0.1/healthz")).status, 200);
  assert.equal((await ask("http://other.example/api/join", { method: "POST" })).status, 200);
  assert.equal((await askerOf({}).ask("http://other.example/help")).status, 200);
});

Deno.test("canonicalOrigin: never redirects to the name that was asked for, whatever port a proxy makes of it", async () => {
  for (
    const [publicOrigin, hosts] of [
      ["https://video.example.org", [
        "video.example.org:443",
        "video.example.org:80",
        "VIDEO.Example.org:8443",
      ]],
      ["https://video.example.org:8443", [
        "video.example.org",
        "video.example.org:443",
        "video.example.org:8443",
      ]],
      ["http://video.example.org", ["video.example.org:80", "video.example.org:8000"]],
      ["https://praxis-müller.example", ["xn--praxis-mller-klb.example:443", "xn--Praxis-mller-klb.example"]],
      ["https://[2001:db8::1]", ["[2001:DB8:0::1]:443", "[2001:db8::1]"]],
    ] as const
  ) {
    const { ask, printed } = askerOf({ PUBLIC_ORIGIN: publicOrigin });
    for (const host of hosts) {
      for (const scheme of ["http", "https"]) {
        assert.equal((await ask(`${scheme}://${host}/help`)).status, 200, `${publicOrigin}, ${host}`);
      }
    }
    assert.deepEqual(printed, []);
  }
});
