import { createHash, createHmac, hash, timingSafeEqual } from "node:crypto";

/** Compares in a time that does not depend on where two values differ, nor on the length of a secret. */
export function safeEqual(given: string, expected: string): boolean {
  const a = createHash("sha256").update(given).digest();
  const b = createHash("sha256").update(expected).digest();
  return timingSafeEqual(a, b);
}

/** The same for signatures, whose length everybody knows: without the two hashes, on the path of every status. */
export function sameSignature(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

export function hmac(
  algorithm: "sha1" | "sha256" | "sha384" | "sha512",
  key: string | Uint8Array,
  parts: readonly (string | Uint8Array)[],
  encoding: "hex" | "base64" | "base64url",
): string {
  const mac = createHmac(algorithm, key);
  for (const part of parts) mac.update(part);
  return mac.digest(encoding);
}

/** Bytes that SHA-256 takes at a time; a key of HMAC is filled up to it. */
const BLOCK = 64;
/** Bodies up to so many bytes take the quicker way; the usual webhook is far below. */
const SMALL = 16_384;
const inner = Buffer.alloc(BLOCK + SMALL);
const outer = Buffer.alloc(BLOCK + 32);

/** A secret's two blocks by RFC 2104. */
type Pads = { readonly inner: Uint8Array; readonly outer: Uint8Array };
const padsOfSecret = new Map<string, Pads>();

function padsOf(secret: string): Pads {
  const known = padsOfSecret.get(secret);
  if (known) return known;
  const given = Buffer.from(secret);
  const key = Buffer.alloc(BLOCK);
  key.set(given.length > BLOCK ? hash("sha256", given, "buffer") : given);
  const pads = { inner: key.map((byte) => byte ^ 0x36), outer: key.map((byte) => byte ^ 0x5c) };
  if (padsOfSecret.size >= 1000) padsOfSecret.clear(); // rotated secrets must not gather
  padsOfSecret.set(secret, pads);
  return pads;
}

/**
 * HMAC-SHA256 in hex, for the path of every status: two hashes in one call each take about half the time of
 * an Hmac object, which the collector has to clean up as well.
 */
export function hmacSha256(secret: string, body: Uint8Array): string {
  if (body.length > SMALL) return hmac("sha256", secret, [body], "hex");
  const pads = padsOf(secret);
  inner.set(pads.inner);
  inner.set(body, BLOCK);
  outer.set(pads.outer);
  outer.write(hash("sha256", inner.subarray(0, BLOCK + body.length), "hex"), BLOCK, "hex");
  return hash("sha256", outer, "hex");
}

export const sha256Hex = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");
export const sha256 = (data: string | Uint8Array): Uint8Array => createHash("sha256").update(data).digest();
export const md5Base64 = (data: string | Uint8Array): string =>
  createHash("md5").update(data).digest("base64");

/** The current secret and, during a rotation, the previous one. Empty values are left out. */
export function secretsOf(settings: Readonly<Record<string, string | undefined>>, key: string): string[] {
  return [settings[key], settings[`${key}Previous`]].filter((secret): secret is string => !!secret);
}
