import assert from "node:assert/strict";
import { phoneLink } from "../../components/phone.ts";

Deno.test("a number is dialled as it is meant, however it is written", () => {
  const numbers = {
    "030 123 45 67": "0301234567",
    "+49 (0)89 123456": "+4989123456",
    "0049 (0) 89 / 123-456": "004989123456",
    "+49 89 123456": "+4989123456",
    "(030) 123-0": "0301230",
    "(0)30 123": "030123",
  };
  for (const [written, dialled] of Object.entries(numbers)) {
    assert.equal(phoneLink(written), `tel:${dialled}`, written);
  }
});
