import type { DigestCampaign, DueDigest } from "@/lib/alerts/digest/store";
import { type MailWords, mailTranslator } from "@/lib/alerts/mail/mail-words";
import { publicUrl } from "@/lib/env";

const FIGURES = ["sent", "delivered", "read", "rejected"] as const;

/** Yesterday's figures of each campaign as text, and as a table for those who read HTML. */
export async function digestMail(
  { workspace, locale }: Pick<DueDigest, "workspace" | "locale">,
  day: string,
  campaigns: readonly DigestCampaign[],
  alerts: number,
): Promise<MailWords> {
  const t = await mailTranslator(locale);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
  const number = new Intl.NumberFormat(locale);
  const title = t("mail.digestSubject", { workspace, date });
  const rows = campaigns.map((one) => [one.name, ...FIGURES.map((figure) => number.format(one[figure]))]);
  const heads = [t("mail.campaign"), ...FIGURES.map((figure) => t(`mail.${figure}`))];
  const lines = rows.map(
    ([name, ...figures]) => `${name}: ${figures.map((figure, i) => `${heads[i + 1]} ${figure}`).join(" · ")}`,
  );
  const intro = t("mail.digestIntro", { date, count: campaigns.length });
  const alertLine =
    alerts > 0 ? t("mail.digestAlerts", { count: alerts, url: `${publicUrl()}/alerts` }) : null;
  const why = t("mail.digestWhy", { url: `${publicUrl()}/settings/alerts` });
  return {
    subject: title,
    text: `${[intro, "", ...lines, ...(alertLine ? ["", alertLine] : []), "", why].join("\n")}\n`,
    html: html(locale, intro, heads, rows, alertLine, why),
  };
}

const CELL = "padding:6px 12px;border-bottom:1px solid #ddd";

function html(
  locale: string,
  intro: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  alertLine: string | null,
  why: string,
): string {
  const align = (i: number) => `${CELL};text-align:${i === 0 ? "left" : "right"}`;
  const head = heads.map((text, i) => `<th scope="col" style="${align(i)}">${escaped(text)}</th>`).join("");
  const body = rows
    .map(
      (row) => `<tr>${row.map((text, i) => `<td style="${align(i)}">${escaped(text)}</td>`).join("")}</tr>`,
    )
    .join("");
  const table =
    rows.length > 0
      ? `<table style="border-collapse:collapse"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
      : "";
  const paragraphs = [alertLine, why]
    .filter((text) => text !== null)
    .map((text) => `<p>${escaped(text)}</p>`);
  return `<!doctype html><html lang="${locale}"><body style="font-family:sans-serif"><p>${escaped(intro)}</p>${table}${paragraphs.join("")}</body></html>`;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
