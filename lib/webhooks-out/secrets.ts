import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { signedContent } from "@/lib/domain/webhook-out/events";
import { open, seal } from "@/lib/secrets/seal";

/** The secret in force first; a former one signs beside it until `until` (ms), so that receivers can switch. */
export type EndpointSecrets = readonly { readonly secret: string; readonly until: number | null }[];

const START = "whsec_";
/** The specification asks for 24 to 64 bytes. */
const BYTES = 32;

export const newSecret = (): string => `${START}${randomBytes(BYTES).toString("base64")}`;

const ownerOf = (workspaceId: number, endpointId: number): string =>
  `webhook endpoint ${workspaceId}:${endpointId}`;

export const sealSecrets = (
  workspaceId: number,
  endpointId: number,
  secrets: EndpointSecrets,
): Uint8Array<ArrayBuffer> => seal(JSON.stringify(secrets), ownerOf(workspaceId, endpointId));

/** @throws SealError when the key that sealed them is not set any more */
export const openSecrets = (workspaceId: number, endpointId: number, sealed: Uint8Array): EndpointSecrets =>
  JSON.parse(open(sealed, ownerOf(workspaceId, endpointId))) as EndpointSecrets;

/** Those that still sign. */
export const validSecrets = (secrets: EndpointSecrets, now: number): EndpointSecrets =>
  secrets.filter(({ until }) => until === null || until > now);

/** A new secret in force; of the others the last one stays valid until then. */
export function rotated(secrets: EndpointSecrets, until: number): { made: string; secrets: EndpointSecrets } {
  const made = newSecret();
  const former = secrets.slice(0, 1).map(({ secret }) => ({ secret, until }));
  return { made, secrets: [{ secret: made, until: null }, ...former] };
}

/**
 * The headers of a request by the Standard Webhooks specification: one signature for each valid secret.
 * @param now - milliseconds since the epoch
 */
export function signedHeaders(
  secrets: EndpointSecrets,
  eventId: string,
  body: string,
  now: number,
): Record<string, string> {
  const sentAt = Math.floor(now / 1000);
  const content = signedContent(eventId, sentAt, body);
  const signatures = validSecrets(secrets, now).map(({ secret }) => {
    const key = Buffer.from(secret.slice(START.length), "base64");
    return `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
  });
  return {
    "webhook-id": eventId,
    "webhook-timestamp": String(sentAt),
    "webhook-signature": signatures.join(" "),
  };
}
