import assert from "node:assert/strict";
import { findResume, type ResumeRecord, type ResumeSecret, rotateResume } from "../../e2ee/resume.ts";
import { GuestPairing, HostPairing } from "../../e2ee/handshake.ts";
import { only, pairOptions } from "./pairs.ts";

Deno.test("resume: whatever message is lost, the guest comes back; a used-up secret is gone", async () => {
  // The first pairing, by code.
  let record: ResumeRecord | undefined;
  let guestHas: ResumeSecret | undefined;
  const used: ResumeSecret[] = [];
  /** One try; what the network loses decides who learns of the new secret. */
  const attempt = async (
    loses: "M2" | "M3" | "M4" | "nothing",
    came: ResumeSecret | undefined = guestHas,
  ) => {
    const options = pairOptions(came ? { method: "resume", resume: came } : undefined);
    options.host.secretFor = ({ method, resumeId }) => {
      if (method === "code") return { method, digits: "123456" };
      const found = record && findResume([record], resumeId!);
      return found && { method: "resume", resume: found.secret };
    };
    const [guest, host] = [new GuestPairing(options.guest), new HostPairing(options.host)];
    const step = await host.receive(await guest.hello());
    if (step.events[0]!.kind === "resumeRefused") return "refused";
    if (loses === "M2") return;
    const answered = await guest.receive(step.replies[0]!);
    if (loses === "M3") return;
    const identified = only(await host.receive(answered.replies[0]!), "identified");
    record = rotateResume(identified.session.resume, identified.used);
    if (came) used.push(came);
    if (loses === "M4") return;
    await guest.receive(await host.seal(new Uint8Array()));
    guestHas = only(answered, "authenticated").session.resume;
    return "paired";
  };
  assert.equal(await attempt("nothing"), "paired");
  const first = guestHas!;
  for (const loss of ["M2", "M3", "M4", "M4", "M3", "M2"] as const) await attempt(loss);
  assert.equal(guestHas, first); // it never saw the host's first box
  assert.equal(await attempt("nothing"), "paired");
  assert.equal(await attempt("nothing"), "paired"); // the new one used: the first is gone now
  assert.equal(await attempt("nothing", first), "refused");
  assert.equal(await attempt("M4"), undefined);
  assert.equal(await attempt("nothing"), "paired");
});

Deno.test("findResume tells several guests apart", () => {
  const secret = (id: number): ResumeSecret => ({ id: new Uint8Array(16).fill(id), key: {} as CryptoKey });
  const records = [
    { guest: "a", current: secret(1) },
    { guest: "b", current: secret(2), previous: secret(3) },
  ];
  assert.equal(findResume(records, secret(1).id)?.record.guest, "a");
  assert.equal(findResume(records, secret(3).id)?.secret, records[1]!.previous);
  assert.equal(findResume(records, secret(4).id), undefined);
  assert.equal(findResume(records, new Uint8Array()), undefined);
});
