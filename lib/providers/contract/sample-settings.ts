import type { Settings } from "@/lib/providers/provider";
import { type ProviderId, providers } from "@/lib/providers/registry";
import type { SampleMeta } from "./samples";

/** `_meta` of a sample -> the connection's settings, by the scheme it was signed with. */
const BY_SCHEME: Readonly<Record<string, (meta: Readonly<Record<string, string>>) => Settings>> = {
  "meta-verify": (meta) => ({ verifyToken: meta.verifyToken, appSecret: "not used by a handshake" }),
  "meta-x-hub-256": (meta) => ({ appSecret: meta.secret }),
  "static-header": (meta) => ({ headerName: meta.header, headerSecret: meta.secret }),
  "bird-hmac": (meta) => ({ signingKey: meta.secret }),
  "standard-webhooks": (meta) => ({ webhookSecret: meta.secret }),
  "messagebird-jwt": (meta) => ({ signingKey: meta.secret }),
  "messagebird-hmac": (meta) => ({ signingKey: meta.secret }),
  twilio: (meta) => ({ authToken: meta.secret }),
  "vonage-jwt": (meta) => ({ signatureSecret: meta.secret }),
  basic: (meta) => ({ webhookUser: meta.username, webhookPassword: meta.password }),
  "sinch-hmac": (meta) => ({ webhookSecret: meta.secret }),
  "sinch-application": (meta) => ({ applicationKey: meta.key, applicationSecret: meta.secret }),
  // The unguessable address is the secret; nothing else to know.
  "secret-path": () => ({}),
  simulator: (meta) => ({ secret: meta.secret }),
};

export function settingsOfSample(meta: SampleMeta): Settings {
  const read = BY_SCHEME[meta.scheme];
  if (!read) throw new Error(`No settings are known for the scheme "${meta.scheme}": add it to BY_SCHEME.`);
  return read(meta as Readonly<Record<string, string>>);
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Secrets that must have a certain form; every other required field takes any text. */
const FORMED: Partial<Record<ProviderId, (seed: string) => Settings>> = {
  "bird-platform": (seed) => ({ webhookSecret: `whsec_${base64(`made-up-key-${seed}-24bytes`)}` }),
  sinch: (seed) => ({
    webhookSecret: `made-up-sinch-${seed}`,
    applicationKey: "e21be621-e1ac-54a1-ab14-e0bdd738c9cf",
    applicationSecret: base64(`made-up-voice-${seed}`),
  }),
};

/** Settings of an invented connection; another seed gives other secrets. */
export function inventedSettings(id: ProviderId, seed: string): Settings {
  const fields = providers[id].settings.filter((one) => one.purpose === "webhook" && one.required);
  const plain = fields.map((one) => [
    one.key,
    one.secret ? `made-up-${one.key}-${seed}-0123456789abcdef` : "made-up",
  ]);
  return { ...Object.fromEntries(plain), ...FORMED[id]?.(seed) };
}

/** The same connection in the middle of a rotation: new secrets, and the old ones still held. */
export function rotated(id: ProviderId, before: Settings, after: Settings): Settings {
  const secret = providers[id].settings.filter((one) => one.secret && before[one.key] !== undefined);
  return {
    ...before,
    ...after,
    ...Object.fromEntries(secret.map((one) => [`${one.key}Previous`, before[one.key]])),
  };
}

/** A code of each provider's own numbering, so that composing and parsing can be compared. */
export const SAMPLE_ERROR_CODE: Readonly<Record<ProviderId, string>> = {
  meta: "131026",
  "360dialog": "131026",
  bird: "131026",
  "bird-platform": "131026",
  messagebird: "131026",
  twilio: "63024",
  vonage: "1340",
  infobip: "7002",
  sinch: "RECIPIENT_NOT_REACHABLE",
  simulator: "131026",
};

/** A fixed header proves the sender there, and covers no byte of the body. */
export const HEADER_ONLY: ReadonlySet<ProviderId> = new Set<ProviderId>(["360dialog", "infobip"]);
