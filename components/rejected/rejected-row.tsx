"use client";

import { History } from "lucide-react";
import Link from "next/link";
import { useFormatter, useLocale, type useTranslations } from "use-intl";
import { ClassBadge } from "@/components/rejected/class-badge";
import { Checkbox } from "@/components/ui/checkbox";
import { DateTime } from "@/components/ui/date-time";
import { Td, Tr } from "@/components/ui/table";
import { regionNames } from "@/lib/i18n/region-names";
import type { RejectedItem } from "@/lib/rejected/definition";

/** Of "rejected.list"; handed down, since looking it up in every cell of every row costs more than the row. */
export type RowText = ReturnType<typeof useTranslations<"rejected.list">>;

export type RowProps = {
  readonly item: RejectedItem;
  readonly t: RowText;
  readonly selected: boolean;
  /** Null where nothing can be selected. */
  readonly onSelect: ((selected: boolean) => void) | null;
};

type Content = Pick<RowProps, "item" | "t">;

const timelineOf = (item: RejectedItem): string => `/campaigns/${item.campaignId}/messages/${item.id}`;

/** When it was rejected: on the workspace's clocks, and below on the recipient's. */
function Moments({ item, t }: Content) {
  const format = useFormatter();
  const zone = item.recipientTimeZone;
  return (
    <span className="flex flex-col">
      <DateTime value={item.rejectedAt} />
      {zone && (
        <span className="text-ink-muted text-xs" title={zone}>
          {t("theirTime", {
            time: format.dateTime(new Date(item.rejectedAt), {
              timeZone: zone,
              weekday: "short",
              hour: "2-digit",
              minute: "2-digit",
              hourCycle: "h23",
            }),
          })}
        </span>
      )}
    </span>
  );
}

function Recipient({ item, t }: Content) {
  const locale = useLocale();
  const country = item.country && regionNames(locale).of(item.country);
  return (
    <span className="flex min-w-0 flex-col">
      <span className="break-all font-medium tabular-nums">
        {item.recipient ?? item.recipientUserId ?? t("unknownRecipient")}
      </span>
      <span className="text-ink-muted text-xs">
        {[country, item.sender && `${t("from")} ${item.sender}`].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}

function Reason({ item: { reason }, t }: Content) {
  return (
    <span className="flex flex-col gap-1">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">{reason.title}</span>
        <ClassBadge name={reason.class} />
      </span>
      <span className="text-pretty text-ink-muted text-xs leading-relaxed">{reason.sentence}</span>
      <span
        className="break-words text-ink-faint text-xs"
        title={reason.text ? t("providerText", { text: reason.text }) : undefined}
      >
        {reason.code ? t("code", { code: reason.code }) : t("noCode")}
        {reason.text && ` · ${reason.text}`}
      </span>
    </span>
  );
}

function Advice({ item: { reason }, t }: Content) {
  return (
    <span className="flex flex-col gap-0.5">
      <span className="text-pretty">{reason.actionText}</span>
      {reason.mustAct !== "nobody" && (
        <span className="text-ink-muted text-xs">{t("mustAct", { who: reason.mustActText })}</span>
      )}
    </span>
  );
}

function Timeline({ item, t, className }: Content & { readonly className?: string }) {
  const recipient = item.recipient ?? item.recipientUserId ?? t("unknownRecipient");
  return (
    <Link
      href={timelineOf(item)}
      aria-label={t("openTimeline", { recipient })}
      className={`inline-flex h-8 items-center gap-1.5 rounded-md px-2 font-medium text-accent-text text-xs hover:bg-hover pointer-coarse:h-10 ${className ?? ""}`}
    >
      <History aria-hidden className="size-4" />
      {t("timeline")}
    </Link>
  );
}

function Tick({ item, t, selected, onSelect }: RowProps) {
  if (!onSelect) return null;
  const recipient = item.recipient ?? item.recipientUserId ?? t("unknownRecipient");
  return <Checkbox aria-label={t("select", { recipient })} checked={selected} onCheckedChange={onSelect} />;
}

/** Wide screens. */
export function RejectedRow(props: RowProps) {
  const { item, t } = props;
  return (
    <Tr className="[&>td]:py-3 [&>td]:align-top">
      {props.onSelect && (
        <Td className="w-9 pr-0">
          <Tick {...props} />
        </Td>
      )}
      <Td>
        <Moments item={item} t={t} />
      </Td>
      <Td className="min-w-40">
        <Recipient item={item} t={t} />
      </Td>
      <Td className="min-w-72 max-w-md">
        <Reason item={item} t={t} />
      </Td>
      <Td className="min-w-44 max-w-60">
        <Advice item={item} t={t} />
      </Td>
      <Td className="min-w-28 max-w-48 break-words">
        <Link href={`/campaigns/${item.campaignId}`} className="rounded-sm hover:underline">
          {item.campaignName}
        </Link>
      </Td>
      <Td className="whitespace-nowrap text-right">
        <Timeline item={item} t={t} className="-mr-2 -mt-1.5" />
      </Td>
    </Tr>
  );
}

/** Phones. */
export function RejectedCard(props: RowProps) {
  const { item, t } = props;
  return (
    <li className="flex gap-2 border-line border-t px-4 py-3.5">
      {props.onSelect && (
        <span className="-ml-1">
          <Tick {...props} />
        </span>
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex items-start justify-between gap-3">
          <Recipient item={item} t={t} />
          <span className="text-right text-xs">
            <Moments item={item} t={t} />
          </span>
        </div>
        <Reason item={item} t={t} />
        <div className="flex items-end justify-between gap-3 text-sm">
          <Advice item={item} t={t} />
          <Timeline item={item} t={t} className="-mr-2 shrink-0" />
        </div>
        <p className="text-ink-muted text-xs">{item.campaignName}</p>
      </div>
    </li>
  );
}
