import assert from "node:assert/strict";
import { encodeBase64Url } from "../../e2ee/bytes.ts";
import { parseInviteFragment } from "../../e2ee/links.ts";
import { launchChromium, openPerson, type Person } from "../support/chromium.ts";
import { latin1, recordTraffic } from "../support/recording_proxy.ts";
import { startServer } from "../support/running_server.ts";
import { dump } from "../support/store_dump.ts";
import { findTraces, type Secret, tracesOf } from "../support/traces.ts";
import {
  allowDevices,
  hangUp,
  invite,
  joinByCode,
  mediaFlows,
  phase,
  PRACTITIONER,
  resumeKept,
  setUpPractice,
} from "./journey.ts";

const PATIENT = "Ottilie Krämer";
const SECOND_PATIENT = "Wenzel Šťastný";
const NOTE = "Knie seit März, Befund wegen Müdigkeit";
const CANARY: Secret = { name: "canary", value: "Kanarienvogel Ümit & Söhne" };

/** Notes the descriptions and candidates that a page makes or gets. */
async function noteDescriptions(person: Person, notes: Set<string>): Promise<void> {
  await person.page.exposeFunction("noteDescription", (sdp: string) => {
    for (const line of sdp.split(/\r?\n/)) {
      // Lines that are the same in every description say nothing.
      if (!/^(a=)?candidate:|^a=ice-(pwd|ufrag):|^a=fingerprint:|^o=|^a=msid:|^a=ssrc:.*cname/.test(line)) {
        continue;
      }
      notes.add(line);
      if (/^a=(ice-pwd|fingerprint)/.test(line)) notes.add(line.replace(/^.*[: ](?=\S{20})/, ""));
    }
  });
  await person.page.addInitScript(() => {
    const note = (globalThis as unknown as { noteDescription(sdp: string): void }).noteDescription;
    const prototype = RTCPeerConnection.prototype as unknown as Record<
      string,
      (...given: unknown[]) => Promise<void>
    >;
    const { setLocalDescription, setRemoteDescription, addIceCandidate } = prototype;
    prototype["setLocalDescription"] = async function (...given) {
      await Reflect.apply(setLocalDescription!, this, given);
      const connection = this as unknown as RTCPeerConnection;
      note(connection.localDescription?.sdp ?? "");
      connection.addEventListener("icecandidate", ({ candidate }) => note(candidate?.candidate ?? ""));
    };
    prototype["setRemoteDescription"] = function (...given) {
      note((given[0] as RTCSessionDescriptionInit).sdp ?? "");
      return Reflect.apply(setRemoteDescription!, this, given);
    };
    prototype["addIceCandidate"] = function (...given) {
      note((given[0] as RTCIceCandidateInit | undefined)?.candidate ?? "");
      return Reflect.apply(addIceCandidate!, this, given);
    };
  });
}

Deno.test("blind server: a whole consultation leaves no name, note, secret, description or passphrase with it", async () => {
  await using server = await startServer();
  await using proxy = recordTraffic(server.port);
  const browser = await launchChromium();
  const descriptions = new Set<string>();
  const requests: string[] = [];
  const secrets: Secret[] = [
    { name: "patient's name", value: PATIENT },
    { name: "patient's family name", value: "Krämer" },
    { name: "second patient's name", value: SECOND_PATIENT },
    { name: "note", value: NOTE },
    { name: "a word of the note", value: "Befund" },
    { name: "passphrase", value: PRACTITIONER.passphrase },
    { name: "the call's messages", value: '"hostName"' },
    { name: "a description", value: "a=fingerprint:sha-256" },
    { name: "a candidate", value: "candidate:" },
    { name: "the data channel's messages", value: '"kind":"media"' },
  ];
  try {
    const people = await Promise.all([openPerson(browser), openPerson(browser), openPerson(browser)]);
    const [doctor, patient, second] = people;
    for (const person of people) {
      await noteDescriptions(person, descriptions);
      person.context.on("request", (request) => {
        requests.push(request.url(), JSON.stringify(request.headers()), request.postData() ?? "");
      });
    }
    // Created.
    await setUpPractice(doctor.page, server.setUpLink.replace(server.origin, proxy.origin));
    const first = await inviteWithNote(doctor, proxy.origin);
    // Joined by code; a call with traffic on its data channel; both pages reloaded; hung up.
    await joinByCode(patient.page, proxy.origin, PATIENT, first.code);
    await allowDevices(patient.page);
    await phase(patient.page, "waiting");
    await doctor.page.getByRole("link", { name: "Raum öffnen" }).click();
    await allowDevices(doctor.page);
    await doctor.page.getByText(`${PATIENT} möchte eintreten.`).waitFor();
    await doctor.page.getByRole("button", { name: "Einlassen" }).click();
    await Promise.all([doctor, patient].map(({ page }) => phase(page, "connected")));
    await Promise.all(
      [doctor, patient].map(({ page }) => page.getByText("Ende-zu-Ende-verschlüsselt").waitFor()),
    );
    await mediaFlows(doctor.page);
    await patient.page.getByRole("button", { name: "Mikrofon" }).click();
    await doctor.page.getByText("Mikrofon aus").first().waitFor();
    let kept: string | undefined;
    for (const { page } of [patient, doctor]) {
      kept = await resumeKept(doctor.page, patient.page, kept);
      await page.reload();
      await allowDevices(page);
      await Promise.all([doctor, patient].map((person) => phase(person.page, "connected")));
    }
    await hangUp(patient.page);
    await phase(doctor.page, "waiting");
    await hangUpAlone(doctor);
    // Another one, joined by link.
    const other = await invite(doctor.page, proxy.origin, SECOND_PATIENT);
    await second.page.goto(new URL(other.link, proxy.origin).href);
    await second.page.getByRole("button", { name: "Raum beitreten" }).click();
    await allowDevices(second.page);
    await doctor.page.getByRole("link", { name: "Raum öffnen" }).click();
    await allowDevices(doctor.page);
    await doctor.page.getByText(`${SECOND_PATIENT} möchte eintreten.`).waitFor();
    await doctor.page.getByRole("button", { name: "Einlassen" }).click();
    await Promise.all([doctor, second].map(({ page }) => phase(page, "connected")));
    await hangUp(doctor.page);

    for (const { code, link } of [first, other]) {
      const digits = code.replace(/\D/g, "");
      const { hash } = new URL(link, proxy.origin);
      const { secret, fingerprint } = parseInviteFragment(hash);
      assert.ok(fingerprint, "the link names the consultation key");
      assert.equal(digits.length, 12);
      secrets.push(
        { name: "code", value: digits },
        { name: "code in groups", value: code },
        { name: "code's secret half", value: digits.slice(5, 11) },
        { name: "code's secret half and check digit", value: digits.slice(5) },
        { name: "link secret, as written", value: hash.slice(1).split(".")[0]! },
        { name: "link secret", value: secret },
        { name: "link secret in base64url", value: encodeBase64Url(secret) },
      );
    }
    // The canary: what is planted has to be found, in every form, on every way.
    await doctor.page.evaluate(
      (forms) =>
        fetch("/healthz", { method: "POST", body: Uint8Array.from(forms, (char) => char.charCodeAt(0)) }),
      formsOf(CANARY),
    );
    assert.deepEqual(people.flatMap(({ errors }) => errors), []);
  } finally {
    await browser.close();
  }
  for (const line of descriptions) secrets.push({ name: `description (${line.slice(0, 20)}…)`, value: line });
  assert.ok(descriptions.size > 20, "descriptions and candidates were noted");
  await server.stop();
  const kv = await Deno.openKv(server.kvFile);
  await kv.set(["canary"], Uint8Array.from(formsOf(CANARY), (char) => char.charCodeAt(0)));
  kv.close();
  const { text: stored, keys } = await dump(server.kvFile);
  assert.ok(keys > 10);
  const places: Record<string, string> = {
    wire: proxy.heard().join("\n"),
    store: stored,
    log: latin1(new TextEncoder().encode(server.log.join("\n"))),
    "requests as the browsers tell": latin1(new TextEncoder().encode(requests.join("\n"))),
  };
  // The search itself works: by the canary, and by what the server knows by design.
  for (const place of ["wire", "store"]) {
    const found = new Set(findTraces(places[place]!, [CANARY]));
    const missed = tracesOf(CANARY).map(({ form }) => `canary as ${form}`).filter((trace) =>
      !found.has(trace)
    );
    assert.deepEqual(missed, [], `${place}: forms of the canary that were not found`);
    const known = findTraces(places[place]!, [{ name: "practice", value: PRACTITIONER.practiceName }]);
    assert.ok(known.length > 0, `${place}: the practice's name is known to the server`);
  }
  assert.match(places["log"]!, /\/api\/join/, "the log has seen the consultation");
  for (const [place, text] of Object.entries(places)) {
    assert.ok(text.length > 1_000, place);
    assert.deepEqual(findTraces(text, secrets), [], place);
  }
  assert.deepEqual(requests.filter((url) => /^https?:/.test(url) && !url.startsWith(`${proxy.origin}/`)), []);
});

/** Every form of a secret in a row, a character a byte. */
function formsOf(secret: Secret): string {
  return tracesOf(secret).map(({ pattern }) => String(pattern)).join(" | ");
}

async function inviteWithNote({ page }: Person, origin: string): Promise<{ code: string; link: string }> {
  await page.goto(`${origin}/practice/new`);
  await page.getByLabel("Name der eingeladenen Person").fill(PATIENT);
  await page.getByLabel("Notiz für Sie").fill(NOTE);
  await page.getByRole("button", { name: "Einladung erstellen" }).click();
  const code = (await page.getByRole("status", { name: "Zugangscode" }).innerText()).trim();
  const link = await page.getByRole("link", { name: "Einladungslink" }).getAttribute("href") ?? "";
  return { code, link };
}

/** Leaves a room in which nobody else is. */
async function hangUpAlone({ page }: Person): Promise<void> {
  await page.goto(new URL("/practice", page.url()).href);
}
