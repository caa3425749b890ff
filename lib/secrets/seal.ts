import "server-only";
import { env } from "@/lib/env";
import { type EncryptionKey, encryptionKey, openWith, SealError, sealWith } from "@/lib/secrets/envelope";

/** Encrypts under the current key. `owner` as in `connectionOwner`. */
export const seal = (plaintext: string, owner: string): Uint8Array<ArrayBuffer> =>
  sealWith(currentKey(), plaintext, owner);

/** Opens what `seal` made, also with the previous key. @throws SealError */
export const open = (sealed: Uint8Array, owner: string): string =>
  openWith([currentKey(), ...previousKeys()], sealed, owner);

/** Whose secret it is: one connection of one workspace. */
export const connectionOwner = (workspaceId: number, connectionId: number): string =>
  `${workspaceId}:${connectionId}`;

function currentKey(): EncryptionKey {
  const key = env().ENCRYPTION_KEY;
  if (!key)
    throw new SealError("ENCRYPTION_KEY is not set; start the app with `npm start`, which makes one.");
  return encryptionKey(key);
}

function previousKeys(): EncryptionKey[] {
  const key = env().ENCRYPTION_KEY_PREVIOUS;
  return key ? [encryptionKey(key)] : [];
}
