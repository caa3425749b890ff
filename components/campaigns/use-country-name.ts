"use client";

import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { regionNames } from "@/lib/i18n/region-names";

/** A country's name in the reader's language; codes that the browser does not know stay as they are. */
export function useCountryName(): (code: string) => string {
  const locale = useLocale();
  const t = useTranslations("campaign.breakdown");
  return useMemo(() => {
    const names = regionNames(locale);
    return (code) => {
      if (code === "") return t("unknownCountry");
      return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
    };
  }, [locale, t]);
}
