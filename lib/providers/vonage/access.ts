import type { SenderAccount } from "@/lib/providers/sender";
import { applicationToken } from "./application-token";

export type Authorization = { readonly authorization: string } | { readonly missing: string };

/** As the application: needed for calls, which belong to one. */
export function asApplication({ settings }: SenderAccount): Authorization {
  const { applicationId, privateKey } = settings;
  if (!applicationId || !privateKey)
    return {
      missing: "The application ID or its private key is missing. Enter both in the connection's settings.",
    };
  const token = applicationToken(applicationId, privateKey);
  return token === undefined
    ? { missing: "The private key can't be read. Paste the whole private.key file of the application." }
    : { authorization: `Bearer ${token}` };
}

/** As the account: reports take nothing else. */
export function asAccount({ settings }: SenderAccount): Authorization {
  const { apiKey, apiSecret } = settings;
  if (!apiKey || !apiSecret)
    return { missing: "The API key or the API secret is missing. Enter both in the connection's settings." };
  return { authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}` };
}

/** SMS take either; the application goes first, since its numbers and settings then apply. */
export const asEither = (account: SenderAccount): Authorization =>
  account.settings.applicationId && account.settings.privateKey ? asApplication(account) : asAccount(account);
