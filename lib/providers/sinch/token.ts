import type { SenderAccount, SendOutcome } from "@/lib/providers/sender";
import { jsonOf } from "@/lib/providers/shared/answer";
import { call, refusedHere } from "@/lib/providers/shared/call";
import { sha256Hex } from "@/lib/providers/shared/crypto";
import { field, text } from "@/lib/providers/shared/json";

/** OAuth2 client credentials of Sinch's project APIs. Source: Sinch "Authentication", read 2026-11. */
const SECOND = 1000;
/** A token is renewed this long before its end, so that none ends on its way. */
const MARGIN = 60 * SECOND;

/** Tokens by account; one entry for each connection that sends, renewed about once an hour. */
const held = new Map<string, { readonly token: string; readonly until: number }>();

/** The token, or why there is none. Nothing was sent then: the message's own request has not left. */
export async function tokenOf(account: SenderAccount, authUrl: string): Promise<string | SendOutcome> {
  const key = keyOf(account, authUrl);
  const known = held.get(key);
  if (known && known.until > Date.now()) return known.token;
  const { accessKey = "", accessSecret = "" } = account.settings;
  const result = await call(account, {
    method: "POST",
    url: `${authUrl}/oauth2/token`,
    headers: {
      authorization: `Basic ${Buffer.from(`${accessKey}:${accessSecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
    },
    body: "grant_type=client_credentials",
  });
  const token = text(field(jsonOf(result), "access_token"));
  if (token !== undefined) {
    const seconds = Number(text(field(jsonOf(result), "expires_in")) ?? 0);
    held.set(key, { token, until: Date.now() + seconds * SECOND - MARGIN });
    return token;
  }
  if (result.kind === "answer" && [400, 401, 403].includes(result.status))
    return refusedHere("Sinch does not accept the access key and secret of this connection.", "unauthorized");
  const why = result.kind === "answer" ? `Sinch's sign-in answered ${result.status}.` : result.why;
  return { kind: "unsent", why, ...(result.kind === "answer" && { retryAfter: result.retryAfter }) };
}

/** For a token that was refused before its time: the next call fetches a new one. */
export const forgetToken = (account: SenderAccount, authUrl: string): boolean =>
  held.delete(keyOf(account, authUrl));

const keyOf = ({ settings }: SenderAccount, authUrl: string): string =>
  sha256Hex(JSON.stringify([authUrl, settings.accessKey, settings.accessSecret]));
