import { useFormatter, useLocale, useTranslations } from "use-intl";
import type { Rule, Step } from "@/lib/domain/fallback/rule";
import { REASON_CLASS_TEXT } from "@/lib/domain/reason/classes";

const HOUR = 60;
const DAY = 24 * HOUR;

/** Sentences about a rule, in the reader's language. */
export function useRuleWords() {
  const t = useTranslations("fallbackRules.summary");
  const format = useFormatter();
  const locale = useLocale() as "en" | "zh";
  const wait = (minutes: number): string => {
    if (minutes % DAY === 0) return t("days", { count: minutes / DAY });
    if (minutes % HOUR === 0) return t("hours", { count: minutes / HOUR });
    return t("minutes", { count: minutes });
  };
  return {
    trigger({ trigger }: Pick<Rule, "trigger">): string {
      if (trigger.on !== "rejected") return t(trigger.on, { wait: wait(trigger.afterMinutes) });
      const classes = trigger.classes.map((name) => REASON_CLASS_TEXT[name].label[locale]);
      const codes = trigger.codes.map((code) => t("code", { code }));
      return t("rejected", { reasons: format.list([...classes, ...codes], { type: "disjunction" }) });
    },
    step: ({ channel, waitMinutes }: Pick<Step, "channel" | "waitMinutes">): string =>
      waitMinutes === 0 ? t("atOnce", { channel }) : t("after", { channel, wait: wait(waitMinutes) }),
    money: (micros: number, currency: string): string =>
      format.number(micros / 1_000_000, { style: "currency", currency, maximumFractionDigits: 4 }),
  };
}
