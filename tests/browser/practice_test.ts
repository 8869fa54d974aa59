import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page, Request } from "playwright-core";
import { parseAccessCode } from "../../e2ee/codes.ts";
import { de } from "../../i18n/de.ts";
import { launchChromium, openPerson } from "../chromium.ts";
import { startServer } from "../server/running_server.ts";

const PASSPHRASE = "vier blaue kleine Wale";
const PATIENT = "Zoë Ünver-O’Brien";
const NOTE = "Befund besprechen";
const t = de.practice;

/** Everything a page sends, as it would stand on the wire. */
function recordRequests(page: Page): string[] {
  const sent: string[] = [];
  page.on("request", (request: Request) => {
    sent.push(`${request.url()}\n${JSON.stringify(request.headers())}\n${request.postData() ?? ""}`);
  });
  return sent;
}

/** A text as it could hide in a request. */
function spellings(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const base64 = btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const escaped = JSON.stringify(text).slice(1, -1);
  const url = base64.replaceAll("+", "-").replaceAll("/", "_");
  return [text, escaped, encodeURIComponent(text), base64, url, hex];
}

function assertNeverSent(sent: readonly string[], secrets: Record<string, string>): void {
  const all = sent.join("\n").toLowerCase();
  for (const [what, secret] of Object.entries(secrets)) {
    for (const spelling of spellings(secret)) {
      assert.ok(!all.includes(spelling.toLowerCase()), `${what} was sent as ${spelling}`);
    }
  }
}

async function assertAccessible(page: Page, where: string): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    })
  );
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  assert.deepEqual(told, [], where);
}
