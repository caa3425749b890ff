import type { Settings, Verification, WebhookRequest } from "@/lib/providers/provider";
import { hmac, safeEqual, secretsOf, sha256Hex } from "@/lib/providers/shared/crypto";
import { field, type Json, text } from "@/lib/providers/shared/json";

/** Vonage repeats an event for up to a day; a token older than that is a replay. */
const WINDOW_MS = 24 * 60 * 60 * 1000;

const refused = (cause: string): Verification => ({ ok: false, cause });

/** Source: developer.vonage.com "Webhooks", signed webhooks (JWT HS256); read 2026-09. */
export function verifySignature(request: WebhookRequest, settings: Settings, now: number): Verification {
  const secrets = secretsOf(settings, "signatureSecret");
  if (secrets.length === 0) return refused("No signature secret is saved for this connection.");
  const authorization = request.headers.authorization;
  if (!authorization) {
    // Vonage documents that a fault of theirs can leave one unsigned, and repeats it signed after a 5xx.
    return { ok: false, cause: "The request is not signed; Vonage was asked to send it again.", retry: true };
  }
  const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) return refused("The Authorization header holds no token from Vonage.");
  if (!isSigned(token, secrets)) {
    return refused(
      "The token's signature does not match: check the signature secret in Vonage's account settings.",
    );
  }
  return checkClaims(decodePart(token.split(".")[1]), request, settings, now);
}

/** HS256 only: a token that names another algorithm, or none, is not Vonage's. */
export function isSigned(token: string, secrets: readonly string[]): boolean {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return false;
  if (field(decodePart(header), "alg") !== "HS256") return false;
  let matches = false;
  for (const secret of secrets) {
    matches = safeEqual(signature, hmac("sha256", secret, [`${header}.${payload}`], "base64url")) || matches;
  }
  return matches;
}

function checkClaims(claims: Json, request: WebhookRequest, settings: Settings, now: number): Verification {
  const issuer = text(field(claims, "iss"));
  if (issuer !== undefined && issuer !== "Vonage") return refused("The token was not issued by Vonage.");
  const issuedAt = Number(text(field(claims, "iat")) ?? Number.NaN) * 1000;
  if (!(Math.abs(now - issuedAt) <= WINDOW_MS)) {
    return refused(
      "The token was issued more than 24 hours away from this server's time: a replay, or a wrong clock.",
    );
  }
  const hash = text(field(claims, "payload_hash"));
  if (hash === undefined) return refused("The token has no payload_hash, so it does not cover the body.");
  if (!safeEqual(hash.toLowerCase(), sha256Hex(request.body))) {
    return refused("The body was changed on its way: its hash differs from the one that Vonage signed.");
  }
  const application = text(field(claims, "application_id"));
  if (settings.applicationId && application !== undefined && application !== settings.applicationId) {
    return refused("The status belongs to another Vonage application than the one saved here.");
  }
  return { ok: true };
}

function decodePart(part: string | undefined): Json {
  try {
    return JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

export function signToken(claims: Readonly<Record<string, string | number>>, secret: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${hmac("sha256", secret, [signed], "base64url")}`;
}
