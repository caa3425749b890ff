import "server-only";
import { createPrivateKey, createSign } from "node:crypto";
import { z } from "zod";
import { open, seal } from "@/lib/secrets/seal";

/** What writes need: spreadsheets that people chose, and files that were made here. */
export const SCOPES = [
  "https://www.googleapis.com/auth/spreadsheets",
  "https://www.googleapis.com/auth/drive.file",
] as const;

const oauthSecret = z.object({ kind: z.literal("oauth"), refreshToken: z.string() });
const serviceSecret = z.object({
  kind: z.literal("service_account"),
  clientEmail: z.string(),
  privateKey: z.string(),
  keyId: z.string().nullable(),
});
const accountSecret = z.union([oauthSecret, serviceSecret]);
export type AccountSecret = z.output<typeof accountSecret>;
export type ServiceSecret = z.output<typeof serviceSecret>;

type Owner = { readonly workspaceId: number; readonly id: number };
const ownerOf = ({ workspaceId, id }: Owner): string => `google ${workspaceId}:${id}`;

export const sealAccount = (owner: Owner, secret: AccountSecret): Uint8Array<ArrayBuffer> =>
  seal(JSON.stringify(secret), ownerOf(owner));

/** @throws SealError */
export const openAccount = (owner: Owner, sealed: Uint8Array): AccountSecret =>
  accountSecret.parse(JSON.parse(open(sealed, ownerOf(owner))));

const keyFile = z.object({
  type: z.literal("service_account"),
  client_email: z.email(),
  private_key: z.string(),
  private_key_id: z.string().optional(),
});

/** A key as Google's console saves it. Null where the text is something else, or its key can't sign. */
export function readKeyFile(text: string): ServiceSecret | null {
  try {
    const { client_email, private_key, private_key_id } = keyFile.parse(JSON.parse(text));
    if (createPrivateKey(private_key).asymmetricKeyType !== "rsa") return null;
    return {
      kind: "service_account",
      clientEmail: client_email,
      privateKey: private_key,
      keyId: private_key_id ?? null,
    };
  } catch {
    return null;
  }
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What a service account shows for an access token: RFC 7523, signed RS256, good for an hour. */
export function assertionOf(secret: ServiceSecret, audience: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  const header = { alg: "RS256", typ: "JWT", ...(secret.keyId === null ? {} : { kid: secret.keyId }) };
  const claims = {
    iss: secret.clientEmail,
    scope: SCOPES.join(" "),
    aud: audience,
    // A clock that is a little ahead would otherwise sign in the future, which Google refuses.
    iat: seconds - 30,
    exp: seconds + 3_500,
  };
  const unsigned = `${part(header)}.${part(claims)}`;
  return `${unsigned}.${createSign("RSA-SHA256").update(unsigned).sign(secret.privateKey, "base64url")}`;
}
