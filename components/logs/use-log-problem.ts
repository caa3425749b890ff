"use client";

import { useTranslations } from "use-intl";
import type { FieldError } from "@/lib/client/request-error";

/** Google's answers in the reader's language. */
export function useLogProblem(): (problem: FieldError) => string | null {
  const t = useTranslations("logs.problems");
  return ({ code }) => (code !== undefined && t.has(code as never) ? t(code as never) : null);
}
