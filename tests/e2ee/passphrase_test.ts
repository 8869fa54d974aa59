import assert from "node:assert/strict";
import { argon2id } from "hash-wasm";
import { encodeBase64Url } from "../../e2ee/bytes.ts";
import { isKdfAllowed, LEAST_KDF, MOST_KDF, stretchPassphrase } from "../../e2ee/passphrase.ts";
import { KDF_LIMITS } from "../../wire/limits.ts";

const salt = Uint8Array.from({ length: 16 }, (_, i) => i);

Deno.test("stretchPassphrase: the same for all spellings that look alike, other for another salt", async () => {
  const stretched = await stretchPassphrase("Käsekuchen ﬁx", salt); // composed ä, ligature fi
  const same = await stretchPassphrase("Ka\u0308sekuchen fix", salt);
  const other = await stretchPassphrase("Käsekuchen fix", salt.map((byte) => byte ^ 1));
  assert.equal(same.authKey, stretched.authKey);
  assert.notEqual(other.authKey, stretched.authKey);
  assert.match(stretched.authKey, /^[\w-]{43}$/);
  const iv = new Uint8Array(12);
  const practiceKey = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const wrapped = await crypto.subtle.wrapKey("raw", practiceKey, stretched.wrappingKey, {
    name: "AES-GCM",
    iv,
  });
  const unwrap = (key: CryptoKey) =>
    crypto.subtle.unwrapKey("raw", wrapped, key, { name: "AES-GCM", iv }, "AES-GCM", false, ["encrypt"]);
  await unwrap(same.wrappingKey);
  await assert.rejects(unwrap(other.wrappingKey));
  await assert.rejects(crypto.subtle.exportKey("raw", stretched.wrappingKey));
});

Deno.test("stretchPassphrase: other parameters, another key; none below what every version has computed", async () => {
  const least = await stretchPassphrase("correct horse", salt);
  const raised = await stretchPassphrase("correct horse", salt, { memoryMib: 64, passes: 4 });
  assert.notEqual(raised.authKey, least.authKey);
  assert.equal((await stretchPassphrase("correct horse", salt, LEAST_KDF)).authKey, least.authKey);
  assert.deepEqual([LEAST_KDF, MOST_KDF], [KDF_LIMITS.least, KDF_LIMITS.most], "the server knows the same");
  for (
    const kdf of [
      { memoryMib: 63, passes: 3 },
      { memoryMib: 64, passes: 2 },
      { memoryMib: 0, passes: 0 },
      { memoryMib: 64.5, passes: 3 },
      { memoryMib: 1025, passes: 3 },
      { memoryMib: 64, passes: 21 },
      { memoryMib: NaN, passes: 3 },
    ]
  ) {
    assert.equal(isKdfAllowed(kdf), false);
    await assert.rejects(stretchPassphrase("correct horse", salt, kdf), RangeError);
  }
});

Deno.test("stretchPassphrase is Argon2id and HKDF-SHA-512 as documented", async () => {
  const stretched = await argon2id({
    password: "correct horse",
    salt,
    memorySize: 65536,
    iterations: 3,
    parallelism: 1,
    hashLength: 32,
    outputType: "binary",
  });
  // RFC 5869 by hand: extract with the empty (zero) salt, expand with one block.
  const hmac = async (key: Uint8Array, data: Uint8Array) =>
    new Uint8Array(
      await crypto.subtle.sign(
        "HMAC",
        await crypto.subtle.importKey(
          "raw",
          new Uint8Array(key),
          { name: "HMAC", hash: "SHA-512" },
          false,
          ["sign"],
        ),
        new Uint8Array(data),
      ),
    );
  const prk = await hmac(new Uint8Array(64), stretched);
  const block = await hmac(prk, new Uint8Array([...new TextEncoder().encode("vc1 passphrase auth"), 1]));
  assert.equal(
    (await stretchPassphrase("correct horse", salt)).authKey,
    encodeBase64Url(block.slice(0, 32)),
  );
});

Deno.test("hash-wasm's Argon2id: the known answer of RFC 9106's parameters without secret and data", async () => {
  // Source: the reference implementation's tests, "hash_test(0x13, 2, 16, 1, "password", "somesalt", …, Argon2_id)".
  const hash = await argon2id({
    password: "password",
    salt: new TextEncoder().encode("somesalt"),
    memorySize: 65536,
    iterations: 2,
    parallelism: 1,
    hashLength: 32,
    outputType: "hex",
  });
  assert.equal(hash, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
});

Deno.test("stretchPassphrase refuses nothing and short salts", async () => {
  await assert.rejects(stretchPassphrase("", salt), RangeError);
  await assert.rejects(stretchPassphrase("x", salt.slice(1)), RangeError);
});
