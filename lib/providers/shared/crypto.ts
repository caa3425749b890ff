import { createHash, createHmac, timingSafeEqual } from "node:crypto";

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

export const sha256Hex = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");
export const sha256 = (data: string | Uint8Array): Uint8Array => createHash("sha256").update(data).digest();
export const md5Base64 = (data: string | Uint8Array): string =>
  createHash("md5").update(data).digest("base64");

/** The current secret and, during a rotation, the previous one. Empty values are left out. */
export function secretsOf(settings: Readonly<Record<string, string | undefined>>, key: string): string[] {
  return [settings[key], settings[`${key}Previous`]].filter((secret): secret is string => !!secret);
}
