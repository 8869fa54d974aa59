import assert from "node:assert/strict";
import { patternOf } from "../../fresh/fs_routes.ts";
import manifest from "../../fresh.gen.ts";
import { accessOf, isUse, policyOf, proofOf, ROUTE_POLICIES } from "../../server/route_policy.ts";
import { ENDPOINT_CASES } from "../api/endpoints.ts";

function asked(path: string, route: string | null = null, method = "GET") {
  const req = new Request(`http://localhost${path}`, { method });
  return { req, route, url: new URL(req.url) };
}

Deno.test("ROUTE_POLICIES: has a row for every route, and no other", () => {
  const routes = manifest.routes.map(({ path }) => path).filter((path) =>
    !/(?:^|\/)_(?:app|error|layout|middleware)$/.test(path)
  );
  assert.deepEqual(Object.keys(ROUTE_POLICIES).sort(), routes.map(patternOf).sort());
});

Deno.test("ROUTE_POLICIES: the API and what depends on the sign-in are neither cached nor indexed", () => {
  for (const [route, { kind, access, cache, robots, csp }] of Object.entries(ROUTE_POLICIES)) {
    assert.equal(kind === "api", route.startsWith("/api/"), route);
    if (kind === "api") assert.deepEqual([cache, robots, csp], ["no-store", "noindex", "none"], route);
    if (access !== "anyone") assert.deepEqual([cache, robots], ["no-store", "noindex"], route);
    assert.equal(csp === "page-wasm", /^\/practice(?:\/|$)/.test(route), route);
  }
});

Deno.test("accessOf: agrees with the endpoints of tests/api; HEAD is GET", () => {
  for (const [endpoint, { for: who, role }] of Object.entries(ENDPOINT_CASES)) {
    const [method, route] = endpoint.split(" ") as [string, string];
    assert.equal(
      accessOf(asked(route, route, method)),
      role ?? (who === "anybody" ? "anyone" : who),
      endpoint,
    );
  }
  const settings = "/api/practice/settings";
  assert.equal(accessOf(asked(settings, settings, "HEAD")), "member");
  assert.equal(accessOf(asked(settings, settings, "DELETE")), "anyone", "nothing answers it");
});

Deno.test("proofOf: agrees with the endpoints of tests/api", () => {
  for (const [endpoint, { proof }] of Object.entries(ENDPOINT_CASES)) {
    const [method, route] = endpoint.split(" ") as [string, string];
    assert.equal(proofOf(asked(route, route, method)), proof, endpoint);
  }
});

Deno.test("proofOf: whatever decides about members, practice key, settings, passkeys or recovery key asks for one", () => {
  const deciding =
    /member-invitations$|removal$|practice\/key$|settings$|passkeys|recovery-key$|members\/:id\/sessions$/;
  for (const endpoint of Object.keys(ENDPOINT_CASES)) {
    const [method, route] = endpoint.split(" ") as [string, string];
    if (method === "GET" || !deciding.test(route)) continue;
    assert.ok(["practice", "account"].includes(proofOf(asked(route, route, method)) ?? ""), endpoint);
  }
});

Deno.test("policyOf: before there is a required passkey, what the endpoints of tests/api say, and one page", () => {
  for (const [endpoint, { beforePasskey }] of Object.entries(ENDPOINT_CASES)) {
    const [method, route] = endpoint.split(" ") as [string, string];
    assert.equal(policyOf(asked(route, route, method)).beforePasskey, beforePasskey, endpoint);
  }
  const pages = Object.entries(ROUTE_POLICIES).filter(([, { kind, beforePasskey }]) =>
    kind === "page" && beforePasskey
  );
  assert.deepEqual(pages.map(([route]) => route), ["/practice"]);
});

Deno.test("isUse: whatever somebody does counts; the list's polls, and what they lead to, do not", () => {
  const list = "/api/practice/consultations";
  assert.equal(isUse(asked(list, list, "GET")), false);
  assert.equal(isUse(asked(list, list, "POST")), true);
  const parts = "/api/practice/private-parts";
  assert.equal(isUse(asked(parts, parts, "POST")), false);
  for (const [path, method] of [["/practice", "GET"], ["/api/practice/session", "PUT"]] as const) {
    assert.equal(isUse(asked(path, path, method)), true, path);
  }
});

Deno.test("policyOf: by the route; without one, by the normalised path", () => {
  assert.equal(policyOf(asked("/api/none", "/api/:path*")).kind, "api");
  for (const path of ["/api", "/api/none", "/r/../api/about", "/api/?x=1"]) {
    assert.equal(policyOf(asked(path)).kind, "api", path);
  }
  for (const path of ["/", "/apix", "/nothing/api", "/api/..", "/favicon.svg"]) {
    assert.deepEqual([policyOf(asked(path)).kind, policyOf(asked(path)).csp], ["page", "page"], path);
  }
  assert.equal(policyOf(asked("/practice/nothing")).csp, "page-wasm");
  assert.equal(policyOf(asked("/practicex")).csp, "page");
});
