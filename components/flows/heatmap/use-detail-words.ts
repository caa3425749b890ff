"use client";

import { useTranslations } from "use-intl";

/** Why a step failed, in plain words; what nobody has words for stands as it came. */
export function useDetailWords(): (detail: string | null) => string {
  const t = useTranslations("flowHeatmap.details");
  const whys = useTranslations("fallbacks.whys");
  return (detail) => {
    if (!detail) return t("unknown");
    const [code = "", ...rest] = detail.split(":");
    const value = rest.join(":");
    if (t.has(code as never)) return t(code as "status", { value });
    return whys.has(code as never) ? whys(code as never) : t("other", { value: detail });
  };
}
