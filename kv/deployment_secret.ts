import { secretKey } from "./keys.ts";

/** 32 random bytes of this deployment; made by the first process that asks. */
export async function deploymentSecret(kv: Deno.Kv): Promise<Uint8Array> {
  const entry = await kv.get<Uint8Array>(secretKey);
  if (entry.value) return entry.value;
  await kv.atomic().check(entry).set(secretKey, crypto.getRandomValues(new Uint8Array(32))).commit();
  const { value } = await kv.get<Uint8Array>(secretKey);
  if (!value) throw new Error("Cannot keep the deployment secret: the store does not return it");
  return value;
}
