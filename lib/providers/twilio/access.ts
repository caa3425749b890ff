import type { SenderAccount } from "@/lib/providers/sender";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { API_BASE } from "./settings";

export type TwilioAccess = {
  /** The account's address, without ".json". */
  readonly url: string;
  readonly headers: { readonly authorization: string; readonly accept: string };
  /** With an API key instead of the account's own token. */
  readonly byKey: boolean;
};

/** HTTP Basic with an API key, which can be withdrawn alone, or else with the account's own token. */
export function accessOf({ settings }: SenderAccount): TwilioAccess | { readonly missing: string } {
  const { accountSid, apiKeySid, apiKeySecret, authToken } = settings;
  if (!accountSid) return { missing: "The account SID is missing. Enter it in the connection's settings." };
  const byKey = !!apiKeySid && !!apiKeySecret;
  const [user, password] = byKey ? [apiKeySid, apiKeySecret] : [accountSid, authToken];
  if (!password)
    return { missing: "An API key or the auth token is missing. Enter one in the connection's settings." };
  return {
    url: `${apiBaseOf(settings, API_BASE)}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}`,
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
      accept: "application/json",
    },
    byKey,
  };
}
