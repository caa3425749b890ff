import type { Locale } from "@/lib/auth/context";
import type { EventStatus } from "@/lib/domain/message/status";
import { reasonOf } from "@/lib/domain/reason/dictionary";
import type { LogSource } from "@/lib/logs/row";

type Words = Readonly<Record<Locale, string>>;

const LABEL: Readonly<Record<EventStatus, Words>> = {
  accepted: { en: "Accepted", zh: "已受理" },
  sent: { en: "Sent", zh: "已发送" },
  delivered: { en: "Delivered", zh: "已送达" },
  read: { en: "Read", zh: "已读" },
  rejected: { en: "Rejected", zh: "被拒绝" },
  unknown: { en: "Unknown", zh: "未知" },
};

const SENTENCE: Readonly<Record<Exclude<EventStatus, "rejected" | "unknown">, Words>> = {
  accepted: { en: "The provider took the message.", zh: "服务商已受理该消息。" },
  sent: { en: "The message left for the recipient.", zh: "消息已发往收件人。" },
  delivered: { en: "The message arrived on the recipient's phone.", zh: "消息已到达收件人的手机。" },
  read: { en: "The recipient opened the message.", zh: "收件人已打开该消息。" },
};

export const statusLabel = (status: EventStatus, locale: Locale): string => LABEL[status][locale];

/** In plain words what happened; of a rejection its reason, as the dictionary explains the provider's code. */
export function describeStatus(
  source: Pick<LogSource, "status" | "rawStatus" | "errorCode" | "provider" | "channel">,
  locale: Locale,
): string {
  const { status, rawStatus } = source;
  if (status === "unknown")
    return locale === "zh"
      ? `服务商发来了我们不认识的状态“${rawStatus}”。`
      : `The provider sent “${rawStatus}”, a status that is not known here.`;
  if (status !== "rejected") return SENTENCE[status][locale];
  const reason = reasonOf(source.provider, source.channel, source.errorCode);
  const between = locale === "zh" ? "：" : ": ";
  const code = reason.code === null || reason.code === "" ? "" : ` (${reason.code})`;
  return `${reason.title[locale]}${between}${reason.sentence[locale]}${code}`;
}
