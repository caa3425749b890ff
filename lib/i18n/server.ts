import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createFormatter, createTranslator } from "use-intl/core";
import type { Locale } from "@/lib/auth/context";
import { getIdentity, getSession } from "@/lib/auth/session";
import { formats } from "./formats";
import { loadMessages, type Messages, type Namespace } from "./messages";
import { isLocale, negotiateLocale } from "./negotiate";

/** Also chooses the language before sign-in; kept in step with the account's language by the menu. */
const LOCALE_COOKIE = "locale";

/** Null also when the database is away: the page that says so still needs a language. */
const quietly = async <T>(read: () => Promise<T | null>): Promise<T | null> => {
  try {
    return await read();
  } catch {
    return null;
  }
};

/** The account's language when signed in, else the cookie's, else the browser's. Read once a request. */
export const getLocale = cache(async (): Promise<Locale> => {
  // The cookie comes first in time: reading it tells Next that the page depends on the request.
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  const account = (await quietly(getIdentity))?.locale;
  if (account) return account;
  return isLocale(chosen) ? chosen : negotiateLocale((await headers()).get("accept-language"));
});

/** The workspace's zone when signed in, else UTC. */
export const getTimeZone = cache(async (): Promise<string> => {
  await cookies();
  return (await quietly(getSession))?.timeZone ?? "UTC";
});

/** `const t = await getTranslations("shell")`, for server components and route handlers. */
export async function getTranslations<N extends Namespace>(namespace: N) {
  const locale = await getLocale();
  const messages = (await loadMessages(locale, [namespace])) as Messages;
  return createTranslator<Messages, N>({
    locale,
    timeZone: await getTimeZone(),
    messages,
    namespace: namespace as never,
    formats,
  });
}

/** Numbers and dates in the reader's language and the workspace's zone. */
export async function getFormatter() {
  return createFormatter({ locale: await getLocale(), timeZone: await getTimeZone(), formats });
}
