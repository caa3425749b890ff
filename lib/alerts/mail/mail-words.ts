import "server-only";
import { createTranslator } from "use-intl/core";
import { alertTranslator } from "@/lib/alerts/words";
import type { Locale } from "@/lib/auth/context";
import { type AlertKind, type AlertParams, alertPath } from "@/lib/domain/alert/kinds";
import { publicUrl } from "@/lib/env";
import { formats } from "@/lib/i18n/formats";
import { loadMessages, type Messages } from "@/lib/i18n/messages";

export type MailWords = { readonly subject: string; readonly text: string; readonly html?: string };

/** The translator of the mails' own words. */
export async function mailTranslator(locale: Locale, timeZone = "UTC") {
  const messages = (await loadMessages(locale, ["alerts"])) as Messages;
  return createTranslator<Messages, "alerts">({
    locale,
    timeZone,
    messages,
    namespace: "alerts" as never,
    formats,
  });
}

export async function mailTest(locale: Locale): Promise<MailWords> {
  const t = await mailTranslator(locale);
  return { subject: t("mail.testSubject"), text: t("mail.testText", { url: publicUrl() }) };
}

/** One alert: what happened, what to do, and where. */
export async function mailAlert(
  locale: Locale,
  workspace: string,
  alert: { readonly kind: AlertKind; readonly params: AlertParams },
): Promise<MailWords> {
  const [t, words] = await Promise.all([mailTranslator(locale), alertTranslator(locale)]);
  const { title, text, todo } = words(alert);
  const path = alertPath(alert.kind, alert.params) ?? "/alerts";
  const lines = [
    text,
    "",
    todo,
    "",
    `${publicUrl()}${path}`,
    "",
    t("mail.why", { workspace, url: `${publicUrl()}/alerts` }),
  ];
  return { subject: `[${workspace}] ${title}`, text: `${lines.join("\n")}\n` };
}
