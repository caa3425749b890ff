import { createTranslator } from "use-intl/core";
import type { Locale } from "@/lib/auth/context";
import type { AlertKind, AlertParams } from "@/lib/domain/alert/kinds";
import { formats } from "@/lib/i18n/formats";
import { loadMessages } from "@/lib/i18n/messages";

/** Title, what happened with its numbers, and what to do. */
export type AlertWords = { readonly title: string; readonly text: string; readonly todo: string };

/** Values that a text may ask for and an alert may lack. */
const MISSING: AlertParams = {
  campaign: "?",
  connection: "?",
  endpoint: "?",
  sheet: "?",
  why: "other",
  detail: "",
};

type Translate = (key: string, values?: AlertParams) => string;

/** Words of the alerts in one language, as a function of the alert. */
export async function alertTranslator(
  locale: Locale,
): Promise<(alert: { kind: AlertKind; params: AlertParams }) => AlertWords> {
  const messages = await loadMessages(locale, ["alerts"]);
  // The keys are made of the closed list of kinds; a test asks for every one of them.
  const t = createTranslator({
    locale,
    messages: messages as Record<string, never>,
    namespace: "alerts.kinds" as never,
    formats,
  }) as unknown as Translate;
  return ({ kind, params }) => {
    const values = { ...MISSING, ...params };
    return {
      title: t(`${kind}.title`, values),
      text: t(`${kind}.text`, values),
      todo: t(`${kind}.todo`, values),
    };
  };
}
