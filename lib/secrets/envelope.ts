import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/**
 * Layout of a sealed value:
 * version (1 byte) · key id (4) · nonce (12) · ciphertext (n) · authentication tag (16).
 */
const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

export type EncryptionKey = { readonly id: Uint8Array; readonly bytes: Uint8Array };

/** A sealed value can't be opened: another key, another owner, or damaged bytes. Never says which byte. */
export class SealError extends Error {
  override readonly name = "SealError";
}

/** @param base64 - 32 bytes in base64. The id is derived, so that a key needs no name. */
export function encryptionKey(base64: string): EncryptionKey {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length !== 32) throw new SealError("An encryption key must be 32 bytes in base64.");
  const id = createHash("sha256").update("reachback key id").update(bytes).digest().subarray(0, KEY_ID_BYTES);
  return { id, bytes };
}

/**
 * AES-256-GCM under a random nonce.
 * @param owner - associated data: the value opens only for the same owner, so that a row's bytes are
 * useless when copied into another row.
 */
export function sealWith(key: EncryptionKey, plaintext: string, owner: string): Uint8Array<ArrayBuffer> {
  const header = Buffer.concat([Uint8Array.of(VERSION), key.id, randomBytes(NONCE_BYTES)]);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, header.subarray(1 + KEY_ID_BYTES));
  cipher.setAAD(associatedData(header, owner));
  const sealed = Buffer.concat([
    header,
    cipher.update(plaintext, "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return Uint8Array.from(sealed);
}

/** @throws SealError when no given key opens the value for this owner. */
export function openWith(keys: readonly EncryptionKey[], sealed: Uint8Array, owner: string): string {
  const bytes = Buffer.from(sealed);
  if (bytes.length < HEADER_BYTES + TAG_BYTES || bytes[0] !== VERSION) {
    throw new SealError("The stored secret is damaged; enter it again.");
  }
  const key = keys.find((candidate) => isSealedBy(candidate, bytes));
  if (!key) {
    throw new SealError(
      "The stored secret was encrypted with another key. Set ENCRYPTION_KEY_PREVIOUS to the former key, or enter the secret again.",
    );
  }
  const header = bytes.subarray(0, HEADER_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, header.subarray(1 + KEY_ID_BYTES));
  decipher.setAAD(associatedData(header, owner));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const opened = decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES));
    return Buffer.concat([opened, decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new SealError("The stored secret is damaged; enter it again.", { cause });
  }
}

export function isSealedBy(key: EncryptionKey, sealed: Uint8Array): boolean {
  return Buffer.from(key.id).equals(Buffer.from(sealed).subarray(1, 1 + KEY_ID_BYTES));
}

/** Version and key id are authenticated with the owner, so that neither can be swapped. */
function associatedData(header: Buffer, owner: string): Buffer {
  return Buffer.concat([header.subarray(0, 1 + KEY_ID_BYTES), Buffer.from(owner, "utf8")]);
}
