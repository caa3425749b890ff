import { useTranslations } from "use-intl";
import type { FieldError } from "@/lib/client/request-error";

/** The braces are arguments, because in the messages' own syntax they mean something else. */
export const TEMPLATE_EXAMPLES = {
  example: "{{name}}",
  withDefault: "{{name|friend}}",
  campaign: "{{campaign}}",
  phone: "{{phone}}",
} as const;

/** What is wrong with a field of a rule, in the reader's language; null where there are no words of ours. */
export function useProblemWords(): (problem: Pick<FieldError, "code" | "path">) => string | null {
  const t = useTranslations("fallbackRules");
  return ({ code, path }) => {
    const own = `problems.${code}`;
    if (t.has(own as never)) return t(own as never, TEMPLATE_EXAMPLES as never);
    const field = path.includes(".quiet.") ? "time" : path.split(".").findLast((part) => !/^\d+$/.test(part));
    const general = `fields.${field}`;
    return t.has(general as never) ? t(general as never) : null;
  };
}
