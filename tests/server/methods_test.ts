import assert from "node:assert/strict";
import { MethodNotAllowed, withOtherMethods } from "../../server/methods.ts";

Deno.test("withOtherMethods: handlers inherit an answer for what they lack, and keep their own", () => {
  const post = () => new Response("posted");
  const handlers = withOtherMethods({ POST: post }) as Record<string, () => Response>;
  assert.deepEqual(Object.keys(handlers), ["POST"]);
  assert.equal(handlers["POST"], post);
  for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE"]) {
    assert.throws(handlers[method]!, (error) => error instanceof MethodNotAllowed && error.status === 405);
  }
  const options = handlers["OPTIONS"]!();
  assert.deepEqual([options.status, options.headers.get("allow")], [204, "POST"]);
  const read = withOtherMethods({ GET: post }) as Record<string, () => Response>;
  assert.equal(read["HEAD"], undefined, "GET answers it");
  assert.equal(read["OPTIONS"]!().headers.get("allow"), "GET, HEAD");
});
