// A software authenticator that signs with ES256, and the browser around it, written from the
// specification (Web Authentication Level 3) and from nothing of ours. What a test wants to forge,
// it says: every part of an answer can be told otherwise.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const base64url = (bytes) => Buffer.from(bytes).toString("base64url");

const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;
const AT = 0x40;

/** CBOR of whole numbers, bytes, text and maps: all that is needed. */
function cbor(value) {
  const head = (major, n) => {
    if (n < 24) return Buffer.from([(major << 5) | n]);
    if (n < 256) return Buffer.from([(major << 5) | 24, n]);
    return Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  };
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, value.length), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].map(([key, item]) => Buffer.concat([cbor(key), cbor(item)]));
  return Buffer.concat([head(5, value.size), ...entries]);
}

/** The client data of a ceremony, as a browser writes it. */
function clientData(type, challenge, origin) {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

export class Authenticator {
  /** `counts`: whether it counts its uses, as keys of hardware do and synchronised ones do not. */
  constructor(origin, { counts = true } = {}) {
    this.origin = origin;
    this.counts = counts;
    this.counter = 0;
    this.id = randomBytes(24);
    this.keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  }

  get credential() {
    return base64url(this.id);
  }

  #authenticatorData(rpId, flags, rest = Buffer.alloc(0)) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counts ? this.counter : 0);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter, rest]);
  }

  #attested() {
    const { x, y } = this.keys.publicKey.export({ format: "jwk" });
    const coordinate = (text) => Buffer.from(text, "base64url");
    const key = cbor(
      new Map([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, coordinate(x)],
        [-3, coordinate(y)],
      ]),
    );
    return Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key]);
  }

  /** Answers `navigator.credentials.create`: RegistrationResponseJSON. */
  create(options, { origin = this.origin, rpId = options.rp.id, flags = UP | UV | BE | BS } = {}) {
    this.userHandle = options.user.id;
    const data = this.#authenticatorData(rpId, flags | AT, this.#attested());
    const attestation = cbor(
      new Map([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", data],
      ]),
    );
    return this.#answer({
      clientDataJSON: base64url(clientData("webauthn.create", options.challenge, origin)),
      attestationObject: base64url(attestation),
      transports: ["internal", "hybrid"],
    });
  }

  /** Answers `navigator.credentials.get`: AuthenticationResponseJSON. */
  get(options, forged = {}) {
    this.counter += 1;
    const { origin = this.origin, rpId = options.rpId, type = "webauthn.get" } = forged;
    const flags = forged.flags ?? UP | UV | BE | BS;
    const data = this.#authenticatorData(rpId, flags);
    const client = clientData(type, forged.challenge ?? options.challenge, origin);
    const signed = Buffer.concat([data, sha256(client)]);
    const signature = sign("sha256", signed, forged.privateKey ?? this.keys.privateKey);
    return this.#answer({
      clientDataJSON: base64url(client),
      authenticatorData: base64url(data),
      signature: base64url(forged.signature ?? signature),
      userHandle: forged.userHandle === undefined ? this.userHandle : forged.userHandle,
    });
  }

  #answer(response) {
    const id = this.credential;
    const rest = { authenticatorAttachment: "platform", clientExtensionResults: {} };
    return { id, rawId: id, type: "public-key", response, ...rest };
  }
}

export const WITHOUT_VERIFICATION = UP | BE | BS;
