import assert from "node:assert/strict";
import { createProof } from "../../../kv/proofs.ts";
import { access } from "../../../server/middlewares/access.ts";
import { errorAnswers } from "../../../server/middlewares/error_answers.tsx";
import type { SignedIn, State } from "../../../server/state.ts";
import type { Store } from "../../../server/store.ts";
import type { ProofPurpose } from "../../../wire/sign_in.ts";
import { appOf } from "../../support/app.ts";
import { openStore } from "../../kv/stores.ts";

async function answered(
  path: string,
  role?: "practitioner" | "assistant",
  method = "GET",
  proof?: ProofPurpose,
): Promise<string> {
  using kv = await openStore();
  const answer = () => new Response("ok");
  const sessionHash = "session";
  const state: Partial<State> = {
    store: { open: () => Promise.resolve(kv) } as Store,
    ...(role ? { signedIn: { member: { role }, sessionHash } as SignedIn } : {}),
  };
  const token = proof && await createProof(kv, { sessionHash, purpose: proof, nowMs: Date.now() });
  const ask = appOf([errorAnswers, access], { [path]: answer }, { state });
  const headers: HeadersInit = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await ask(path, { method, headers });
  const { status } = response;
  if (status === 302) return `to ${response.headers.get("location")}`;
  return status === 200 ? "ok" : (await response.json()).error;
}

Deno.test("access: signed out, a page redirects to the sign-in and the API refuses", async () => {
  assert.equal(await answered("/practice/members"), "to /practice");
  assert.equal(await answered("/practice/members", "assistant"), "ok");
  for (const open of ["/practice", "/practice/join", "/api/practice/sign-in", "/api/ice"]) {
    assert.equal(await answered(open), "ok", open);
  }
  assert.equal(await answered("/api/practice/members"), "signed_out");
  assert.equal(await answered("/api/practice/members", "assistant"), "ok");
  const invite = "/api/practice/member-invitations";
  assert.equal(await answered(invite, undefined, "POST"), "signed_out");
  assert.equal(await answered(invite, "assistant", "POST"), "forbidden");
  assert.equal(await answered(invite, "assistant", "POST", "practice"), "forbidden");
  assert.equal(await answered(invite, "practitioner", "POST"), "proof_needed");
  assert.equal(await answered(invite, "practitioner", "POST", "account"), "proof_needed");
  assert.equal(await answered(invite, "practitioner", "POST", "practice"), "ok");
});

Deno.test("access: role and proof can depend on the method", async () => {
  const settings = "/api/practice/settings";
  assert.equal(await answered(settings, "assistant", "GET"), "ok");
  assert.equal(await answered(settings, "assistant", "PUT"), "forbidden");
  assert.equal(await answered(settings, "practitioner", "PUT"), "proof_needed");
  assert.equal(await answered(settings, "practitioner", "PUT", "practice"), "ok");
});
