import type { ReactNode } from "react";
import { IntlProvider } from "./intl-provider";
import { loadMessages, type Namespace } from "./messages";
import { getLocale, getTimeZone } from "./server";

type Props = { readonly namespaces: readonly Namespace[]; readonly children: ReactNode };

/** Sends the words that client components below it need, in the reader's language, and nothing more. */
export async function ClientMessages({ namespaces, children }: Props) {
  const [locale, timeZone] = await Promise.all([getLocale(), getTimeZone()]);
  const messages = await loadMessages(locale, namespaces);
  return (
    <IntlProvider locale={locale} timeZone={timeZone} now={new Date()} messages={messages}>
      {children}
    </IntlProvider>
  );
}
