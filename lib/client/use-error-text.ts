"use client";

import { useTranslations } from "use-intl";
import { RequestError } from "./request-error";

/** What to tell a person about a failed request, in their language where the cause is one of ours. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations("ui.errors");
  return (error) => {
    if (!(error instanceof RequestError)) return t("unexpected");
    switch (error.code) {
      case "internal":
        return t("internal", { requestId: error.requestId ?? "—" });
      case "offline":
      case "unexpected":
      case "unauthenticated":
      case "forbidden":
      case "not_found":
      case "too_large":
      case "rate_limited":
      case "unavailable":
        return t(error.code);
      default:
        // Wrong input and conflicts: only the server knows what exactly is wrong.
        return error.message;
    }
  };
}
