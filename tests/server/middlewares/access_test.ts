import assert from "node:assert/strict";
import { access } from "../../../server/middlewares/access.ts";
import { errorAnswers } from "../../../server/middlewares/error_answers.tsx";
import type { SignedIn, State } from "../../../server/state.ts";
import { appOf } from "../../support/app.ts";

async function answered(path: string, role?: "practitioner" | "assistant", method = "GET"): Promise<string> {
  const answer = () => new Response("ok");
  const state: Partial<State> = role ? { signedIn: { member: { role } } as SignedIn } : {};
  const ask = appOf([errorAnswers, access], { [path]: answer }, { state });
  const response = await ask(path, { method });
  const { status, headers } = response;
  if (status === 302) return `to ${headers.get("location")}`;
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
  assert.equal(await answered(invite, "practitioner", "POST"), "ok");
});

Deno.test("access: the role can depend on the method", async () => {
  const settings = "/api/practice/settings";
  assert.equal(await answered(settings, "assistant", "GET"), "ok");
  assert.equal(await answered(settings, "assistant", "PUT"), "forbidden");
  assert.equal(await answered(settings, "practitioner", "PUT"), "ok");
});
