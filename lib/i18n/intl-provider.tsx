"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { IntlProvider as UseIntlProvider } from "use-intl";
import type { Locale } from "@/lib/auth/context";
import { formats } from "./formats";
import type { Messages } from "./messages";

const Loaded = createContext<Partial<Messages>>({});

type Props = {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: Date;
  readonly messages: Partial<Messages>;
  readonly children: ReactNode;
};

/** Adds messages to those that the providers around it brought. Rendered by `ClientMessages`. */
export function IntlProvider({ locale, timeZone, now, messages, children }: Props) {
  const outer = useContext(Loaded);
  const all = useMemo(() => ({ ...outer, ...messages }), [outer, messages]);
  return (
    <Loaded value={all}>
      <UseIntlProvider locale={locale} timeZone={timeZone} now={now} messages={all} formats={formats}>
        {children}
      </UseIntlProvider>
    </Loaded>
  );
}
