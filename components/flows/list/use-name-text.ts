import { useTranslations } from "use-intl";
import type { FieldError } from "@/lib/client/request-error";

/** What is wrong with a flow's name, in the reader's language. */
export function useNameText(): (problem: FieldError) => string | null {
  const t = useTranslations("flows.names");
  return ({ path, code }) => {
    if (path !== "name") return null;
    if (code === "flow_name_taken") return t("taken");
    return code === "too_small" ? t("empty") : code === "too_big" ? t("long") : null;
  };
}
