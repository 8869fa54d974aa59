import assert from "node:assert/strict";
import { encodeUtf8 } from "../../../e2ee/bytes.ts";
import {
  encodePrivateContent,
  parsePrivateContent,
  type PrivatePart,
} from "../../../practice/vault/private_part.ts";
import { refuses } from "../../e2ee/pairs.ts";
import { RECORD } from "../consultations/one_record.ts";

Deno.test("private part: what was encoded is parsed, with a consultation key or, from an older version, without", () => {
  const consultationKey = { pair: "pair", fingerprint: "fingerprint" };
  for (const part of [RECORD, { ...RECORD, consultationKey }] satisfies PrivatePart[]) {
    const { practiceId: _, room: __, locator: ___, ...content } = part;
    assert.deepEqual(parsePrivateContent(encodePrivateContent(part)), content);
  }
});

Deno.test("private part: a content without a field, or with a half key, is malformed", async () => {
  const { practiceId: _, room: __, locator: ___, ...content } = RECORD;
  for (
    const wrong of [
      null,
      {},
      { ...content, linkSecret: 1 },
      { ...content, consultationKey: "key" },
      { ...content, consultationKey: { pair: "pair" } },
      { ...content, consultationKey: { pair: 1, fingerprint: "" } },
    ]
  ) await refuses(() => parsePrivateContent(encodeUtf8(JSON.stringify(wrong))), "malformed");
  await refuses(() => parsePrivateContent(encodeUtf8("{")), "malformed");
});
