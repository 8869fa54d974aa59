import assert from "node:assert/strict";
import { deploymentSecret } from "../../kv/deployment_secret.ts";
import { testOnStores } from "./stores.ts";

testOnStores("deploymentSecret: one, of several processes that ask at once", async (kv) => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => deploymentSecret(kv)));
  assert.equal(new Set(secrets.map((secret) => secret.join())).size, 1);
});
