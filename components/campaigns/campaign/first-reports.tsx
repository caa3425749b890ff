import { useTranslations } from "use-intl";

/** Why the numbers of a chart over time can be below the funnel's. */
export function FirstReports() {
  const t = useTranslations("campaign");
  return <p className="mt-3 text-ink-muted text-xs leading-relaxed">{t("firstReports")}</p>;
}
