"use client";

import { useTranslations } from "use-intl";
import { type FieldError, RequestError } from "./request-error";

/** A refusal of the whole request in the reader's language; null where its cause has no words of ours. */
export function useRefusalWords(): (problem: FieldError | undefined) => string | null {
  const t = useTranslations("ui.refusals");
  return (problem) => {
    if (problem?.code === undefined || problem.path !== "" || !t.has(problem.code as never)) return null;
    return t(problem.code as never, (problem.params ?? {}) as never);
  };
}

/** What to tell a person about a failed request, in their language where the cause is one of ours. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations("ui.errors");
  const refusalWords = useRefusalWords();
  return (error) => {
    if (!(error instanceof RequestError)) return t("unexpected");
    const own = refusalWords(error.problems[0]);
    if (own !== null) return own;
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
