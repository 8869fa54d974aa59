import {
  decodeBase64Url,
  encodeBase64Url,
  ProtocolError,
  type ResumeSecret,
  SealedChannel,
  type Session,
} from "../../e2ee/mod.ts";
import { parsePeerMessage, type PeerMessage } from "./messages.ts";
import type { Greeting, Partner, Received, SecureChannel } from "./secure_channel.ts";

/** Two peers and their room. */
export interface PairingPlace {
  /** The canonical origin. */
  origin: string;
  /** base64url, as in the page's path. */
  room: string;
  peerId: string;
  theirPeerId: string;
  /** SHA-256 of one's own DTLS certificate. */
  fingerprint: Uint8Array;
}

/** How a sealed channel reads the call's messages. */
const MESSAGE_FORMAT = {
  parse: parsePeerMessage,
  descriptionOf(message: PeerMessage): string | undefined {
    if (message.kind === "answer") return message.answer.sdp;
    if (message.kind === "offer" || message.kind === "admission") return message.offer?.sdp;
    return undefined;
  },
};

/** A sealed channel for the call's messages. */
export function sealedChannel(
  pairing: ConstructorParameters<typeof SealedChannel<PeerMessage>>[0],
): SealedChannel<PeerMessage> {
  return new SealedChannel(pairing, MESSAGE_FORMAT);
}

/** A call's channel over VC1: what both roles have in common. */
export abstract class Vc1Channel implements SecureChannel {
  protected channel: SealedChannel<PeerMessage> | undefined;

  abstract open(by: Greeting): Promise<string[]>;
  abstract receive(body: string): Promise<Received>;
  abstract keepResumeSecret(): void;
  /** The resume secret that the pairing before has made, if this one resumes. */
  protected abstract get followed(): ResumeSecret | undefined;

  async seal(message: PeerMessage): Promise<string> {
    if (!this.channel) throw new ProtocolError("unexpected_message");
    return await this.channel.seal(message);
  }

  /** Does nothing for guests. */
  forget(): Promise<void> {
    return Promise.resolve();
  }

  async prove(certificate: ArrayBuffer | undefined): Promise<string> {
    const session = this.session();
    if (certificate) await session.checkTheirCertificate(certificate);
    return encodeBase64Url(await session.confirmation());
  }

  async checkProof(proof: string): Promise<void> {
    await this.session().checkConfirmation(decodeBase64Url(proof));
  }

  async partner(): Promise<Partner> {
    const session = this.session();
    const { followed } = this;
    return {
      safetyCode: await session.safetyCode(),
      certificate: encodeBase64Url(session.peer.fingerprint),
      makes: encodeBase64Url(session.resume.id),
      ...(followed ? { follows: encodeBase64Url(followed.id) } : {}),
    };
  }

  protected session(): Session {
    const session = this.channel?.session;
    if (!session) throw new ProtocolError("unexpected_message");
    return session;
  }
}

/** The place with its ids in bytes. @throws {ProtocolError} `malformed` */
export function bytesOf({ origin, room, peerId, theirPeerId, fingerprint }: PairingPlace) {
  return {
    origin,
    room: idOf(room),
    peerId: idOf(peerId),
    theirPeerId: idOf(theirPeerId),
    fingerprint,
  };
}

/** Decodes an id that the server sent. @throws {ProtocolError} `malformed` */
function idOf(text: string) {
  const bytes = decodeBase64Url(text);
  if (bytes.length !== 16) throw new ProtocolError("malformed", "Not an id");
  return bytes;
}
