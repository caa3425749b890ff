"use client";

import { useTranslations } from "use-intl";
import type { FieldError } from "@/lib/client/request-error";

const OWN = ["url_insecure", "url_private", "url_credentials"] as const;

/** What is wrong with an address, in the reader's language. */
export function useUrlWords(): (problem: FieldError) => string | null {
  const t = useTranslations("webhooks.problems");
  return ({ code }) => {
    const own = OWN.find((one) => one === code);
    return own ? t(own) : null;
  };
}
