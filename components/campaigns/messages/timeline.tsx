"use client";

import { useTranslations } from "use-intl";
import { useDuration } from "@/components/campaigns/use-duration";
import { StatusBadge } from "@/components/status/status-badge";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import type { MessageEvent } from "@/lib/messages/contract";

type Props = { readonly events: readonly MessageEvent[]; readonly recipientZone: string | null };

/** Seconds; a provider's clock and ours never agree to the second, so less is not worth a word. */
const WORTH_SAYING = 5;

/** A message's life: our word, the provider's word, and the moment on three clocks. */
export function Timeline({ events, recipientZone }: Props) {
  const t = useTranslations("campaign.message");
  return (
    <Card title={t("timeline")} description={t("timelineText")}>
      {events.length === 0 ? (
        <p className="py-6 text-center text-ink-muted">{t("noEvents")}</p>
      ) : (
        <ol className="flex flex-col">
          {events.map((event) => (
            <Event
              key={`${event.status} ${event.rawStatus} ${event.occurredAt}`}
              event={event}
              recipientZone={recipientZone}
            />
          ))}
        </ol>
      )}
    </Card>
  );
}

function Event({ event, recipientZone }: { readonly event: MessageEvent } & Pick<Props, "recipientZone">) {
  const t = useTranslations("campaign.message");
  const duration = useDuration();
  const delay = (Date.parse(event.receivedAt) - Date.parse(event.occurredAt)) / 1000;
  return (
    <li className="relative flex flex-col gap-3 border-line border-l-2 pb-7 pl-5 last:border-transparent last:pb-0 sm:ml-1.5">
      <span
        aria-hidden
        className="absolute top-1 -left-[0.4375rem] size-3 rounded-full border-2 border-surface bg-line-strong"
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge status={event.status} />
        <span className="text-ink-muted text-xs">
          {t("rawWord")}: <code className="font-mono text-ink">{event.rawStatus}</code>
        </span>
        {delay >= WORTH_SAYING && (
          <span className="text-ink-muted text-xs">{t("received", { delay: duration(delay) })}</span>
        )}
      </div>
      <dl className="grid gap-x-6 gap-y-1 text-xs sm:grid-cols-3">
        <Clock name={t("theirs")}>
          {recipientZone ? (
            <DateTime value={event.occurredAt} timeZone={recipientZone} format="exact" showZone />
          ) : (
            <span className="text-ink-muted">{t("unknownZone")}</span>
          )}
        </Clock>
        <Clock name={t("ours")}>
          <DateTime value={event.occurredAt} format="exact" showZone />
        </Clock>
        <Clock name={t("utc")}>
          <DateTime value={event.occurredAt} timeZone="UTC" format="exact" />
        </Clock>
      </dl>
      {event.status === "rejected" && <Rejection event={event} />}
    </li>
  );
}

function Clock({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="flex gap-2 sm:flex-col sm:gap-0">
      <dt className="w-20 text-ink-muted sm:w-auto">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Rejection({ event: { reason, errorCode, errorText } }: { readonly event: MessageEvent }) {
  const t = useTranslations("campaign.message");
  return (
    <div className="flex flex-col gap-1.5 rounded-lg bg-status-rejected-soft px-3.5 py-3 text-sm">
      <p className="font-semibold">
        {reason?.title}{" "}
        {errorCode && (
          <code className="ml-1 font-mono font-normal text-xs">{t("code", { code: errorCode })}</code>
        )}
      </p>
      {reason && <p className="leading-relaxed">{reason.sentence}</p>}
      {reason && (
        <p>
          <span className="font-medium">{t("whatToDo")}:</span> {reason.actionText}
        </p>
      )}
      {errorText && (
        <p className="text-xs">
          {t("rawText")}: <q className="font-mono">{errorText}</q>
        </p>
      )}
    </div>
  );
}
