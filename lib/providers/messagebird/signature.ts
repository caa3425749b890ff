import type { Settings, Verification, WebhookRequest } from "@/lib/providers/provider";
import { hmac, safeEqual, secretsOf, sha256, sha256Hex } from "@/lib/providers/shared/crypto";
import { field, text } from "@/lib/providers/shared/json";
import { HMAC_HEADER, JWT_HEADER, TIMESTAMP_HEADER } from "./wire";

const SECOND = 1000;
/** Difference of two clocks that MessageBird's own SDKs allow. */
const TOLERANCE = 5 * SECOND;
/** The old scheme has no expiry of its own; repeats may keep their first timestamp. */
const HMAC_WINDOW = 24 * 3600 * SECOND;
const AHEAD = 600 * SECOND;

/** `alg` of the token -> digest. Anything else, "none" above all, is refused before a key is touched. */
const DIGEST_OF: ReadonlyMap<string, "sha256" | "sha384" | "sha512"> = new Map([
  ["HS256", "sha256"],
  ["HS384", "sha384"],
  ["HS512", "sha512"],
]);

const refused = (cause: string): Verification => ({ ok: false, cause });

export function verifyMessageBird(request: WebhookRequest, settings: Settings, now: number): Verification {
  const secrets = secretsOf(settings, "signingKey");
  if (secrets.length === 0) return refused("No signing key is saved for this connection.");
  const token = request.headers[JWT_HEADER];
  // A request that carries the new signature is judged by it alone: the old one is the weaker.
  if (token) return verifyToken(token, request, secrets, now);
  return verifyOldSignature(request, secrets, now);
}

function verifyToken(token: string, request: WebhookRequest, secrets: string[], now: number): Verification {
  const [header = "", payload = "", signature = "", ...rest] = token.split(".");
  const digest = DIGEST_OF.get(text(field(decode(header), "alg")) ?? "");
  if (!digest || rest.length > 0) return refused("The signature token is not one that MessageBird issues.");
  const signed = secrets.some((secret) =>
    safeEqual(signature, hmac(digest, secret, [`${header}.${payload}`], "base64url")),
  );
  if (!signed) return refused("The signature does not match: the signing key is another account's.");
  const fault = claimFault(decode(payload), request, now);
  return fault ? refused(fault) : { ok: true };
}

function claimFault(claims: unknown, request: WebhookRequest, now: number): string | undefined {
  if (text(field(claims, "iss")) !== "MessageBird")
    return "The signature token was not issued by MessageBird.";
  const notBefore = Number(text(field(claims, "nbf")) ?? Number.NaN) * SECOND;
  const expires = Number(text(field(claims, "exp")) ?? Number.NaN) * SECOND;
  if (!(now >= notBefore - TOLERANCE))
    return "The signature token is not valid yet: check this server's clock.";
  if (!(now < expires + TOLERANCE))
    return "The signature token has expired: a replay, or this server's clock is wrong.";
  if (!safeEqual(text(field(claims, "url_hash")) ?? "", sha256Hex(request.url))) {
    return "The token was issued for another address than the one configured here (PUBLIC_URL).";
  }
  const bodyHash = field(claims, "payload_hash");
  const expected = request.body.length === 0 ? undefined : sha256Hex(request.body);
  const same = expected === undefined ? bodyHash === undefined : safeEqual(text(bodyHash) ?? "", expected);
  return same ? undefined : "The body is not the one that was signed.";
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined; // reads as a token without algorithm or claims, and is refused as such
  }
}

function verifyOldSignature(request: WebhookRequest, secrets: string[], now: number): Verification {
  const given = request.headers[HMAC_HEADER];
  const timestamp = request.headers[TIMESTAMP_HEADER];
  if (!given || !timestamp)
    return refused("MessageBird's signature headers are missing, so the sender is not proven.");
  const expected = secrets.flatMap((secret) =>
    sortedQueries(request.url).map((query) => signOld(secret, timestamp, query, request.body)),
  );
  if (!expected.some((right) => safeEqual(given, right))) {
    return refused(
      "The signature does not match: the signing key is another account's, or the address was changed.",
    );
  }
  const sentAt = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * SECOND : Number.NaN;
  if (now - sentAt <= HMAC_WINDOW && sentAt - now <= AHEAD) return { ok: true };
  return refused("The request was signed more than 24 hours ago (or in the future), so it may be a replay.");
}

const signOld = (secret: string, timestamp: string, query: string, body: Uint8Array): string =>
  hmac("sha256", secret, [`${timestamp}\n${query}\n`, sha256(body)], "base64");

/** The query sorted by key, in both encodings that MessageBird's SDKs use for a space: "+" and "%20". */
function sortedQueries(url: string): string[] {
  if (!URL.canParse(url)) return [""];
  const query = [...new URL(url).searchParams].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const form = new URLSearchParams(query).toString();
  const percent = query.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  return form === percent ? [form] : [form, percent];
}

/** A token as MessageBird issues it: valid for a minute, bound to address and body. */
export function issueToken(secret: string, url: string, body: Uint8Array, now: number): string {
  const issued = Math.floor(now / SECOND);
  const claims = {
    iss: "MessageBird",
    nbf: issued,
    exp: issued + 60,
    jti: sha256Hex(`${url}${issued}`).slice(0, 32),
    url_hash: sha256Hex(url),
    payload_hash: body.length === 0 ? undefined : sha256Hex(body),
  };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${hmac("sha256", secret, [signed], "base64url")}`;
}
