"use client";

import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";

/** A country's name in the reader's language; codes that the browser does not know stay as they are. */
export function useCountryName(): (code: string) => string {
  const locale = useLocale();
  const t = useTranslations("campaign.breakdown");
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
    return (code) => {
      if (code === "") return t("unknownCountry");
      return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
    };
  }, [locale, t]);
}
