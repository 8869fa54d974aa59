import assert from "node:assert/strict";
import { securityText } from "../../server/security_text.ts";
import { startServer } from "../support/running_server.ts";

const NOW_MS = Date.UTC(2026, 10, 29, 13, 45);
const CONTACTS = ["mailto:security@example.org", "https://example.org/report"];

Deno.test("securityText: as RFC 9116 has it, for ninety days from today", () => {
  assert.equal(
    securityText({ securityContacts: CONTACTS, publicOrigin: "https://video.example.org" }, NOW_MS),
    "Contact: mailto:security@example.org\r\nContact: https://example.org/report\r\n" +
      "Expires: 2027-02-27T00:00:00.000Z\r\nPreferred-Languages: de, en\r\n" +
      "Canonical: https://video.example.org/.well-known/security.txt\r\n",
  );
  assert.doesNotMatch(
    securityText({ securityContacts: CONTACTS, publicOrigin: undefined }, NOW_MS)!,
    /Canonical/,
  );
  assert.equal(
    securityText({ securityContacts: [], publicOrigin: "https://video.example.org" }, NOW_MS),
    undefined,
  );
});

Deno.test("/.well-known/security.txt: from the configuration, without a sign-in, and valid now; else a 404", async () => {
  const path = "/.well-known/security.txt";
  {
    await using server = await startServer({ SECURITY_CONTACT: CONTACTS.join(", ") });
    const response = await fetch(server.origin + path);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "text/plain; charset=utf-8");
    const text = await response.text();
    assert.deepEqual(text.split("\r\n").slice(0, 2), CONTACTS.map((contact) => `Contact: ${contact}`));
    const days = (Date.parse(/^Expires: (.*)$/m.exec(text)![1]!) - Date.now()) / (24 * 3600_000);
    assert.ok(days > 30 && days < 365, String(days));
  }
  await using server = await startServer();
  const response = await fetch(server.origin + path);
  assert.equal(response.status, 404);
  await response.body?.cancel();
});
