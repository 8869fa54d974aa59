// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * `deno run -A tests/stored/make_before_keys.ts CHECKOUT`: makes `tests/stored/<commit>.sqlite3.gz`, the database of a version
 * whose members had no keys yet. CHECKOUT is a checkout of it that is installed and built. Its own test drivers run it.
 */
import { DatabaseSync } from "node:sqlite";
import type { Browser, Page } from "playwright-core";
import { OWNER } from "./people.ts";

const checkout = Deno.realPathSync(Deno.args[0]!);
const load = async <Module>(path: string) => await import(`file://${checkout}/${path}`) as Module;
const { launchChromium, openPerson } = await load<{
  launchChromium(): Promise<Browser>;
  openPerson(browser: Browser, options: { timezoneId: string }): Promise<{ page: Page }>;
}>("tests/chromium.ts");
const { startServer } = await load<{
  startServer(): Promise<
    { setUpLink: string; kvFile: string; stop(): Promise<unknown> } & AsyncDisposable
  >;
}>("tests/server/running_server.ts");

await using server = await startServer();
const browser = await launchChromium();
try {
  const { page } = await openPerson(browser, { timezoneId: "UTC" });
  await page.goto(server.setUpLink);
  await page.getByLabel("Name der Praxis").fill(OWNER.practiceName);
  await page.getByLabel("Ihr Name", { exact: true }).fill(OWNER.name);
  await page.getByLabel("E-Mail", { exact: true }).fill(OWNER.email);
  await page.getByLabel("Passphrase", { exact: true }).fill(OWNER.passphrase);
  await page.getByLabel("Passphrase wiederholen", { exact: true }).fill(OWNER.passphrase);
  await page.getByRole("button", { name: "Praxis anlegen" }).click();
  await page.waitForURL((url) => url.pathname === "/practice");
  await server.stop();
} finally {
  await browser.close();
}

const copy = `${server.kvFile}.copy`;
const database = new DatabaseSync(server.kvFile);
// What expires would be gone by the time of a test.
database.exec("DELETE FROM kv WHERE expiration_ms >= 0");
database.exec(`VACUUM INTO '${copy}'`);
database.close();
const git = await new Deno.Command("git", { args: ["rev-parse", "--short=7", "HEAD"], cwd: checkout })
  .output();
const file = new URL(`${new TextDecoder().decode(git.stdout).trim()}.sqlite3.gz`, import.meta.url);
const packed = (await Deno.open(copy)).readable.pipeThrough(new CompressionStream("gzip"));
await Deno.writeFile(file, packed);
console.log(file.pathname);
