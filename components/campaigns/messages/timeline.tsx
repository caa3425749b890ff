"use client";

import { useTranslations } from "use-intl";
import { useDuration } from "@/components/campaigns/use-duration";
import { StatusBadge } from "@/components/status/status-badge";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import type { AttemptView } from "@/lib/fallback/attempts/contract";
import type { MessageEvent } from "@/lib/messages/contract";

type Props = {
  readonly events: readonly MessageEvent[];
  readonly attempts: readonly AttemptView[];
  readonly recipientZone: string | null;
};

/** Seconds; a provider's clock and ours never agree to the second, so less is not worth a word. */
const WORTH_SAYING = 5;

/** A message's life: our word, the provider's word, what people did, and the moment on three clocks. */
export function Timeline({ events, attempts, recipientZone }: Props) {
  const t = useTranslations("campaign.message");
  const entries = entriesOf(events, attempts);
  return (
    <Card title={t("timeline")} description={t("timelineText")}>
      {events.length === 0 && <p className="py-6 text-center text-ink-muted">{t("noEvents")}</p>}
      <ol className="flex flex-col">
        {entries.map(({ at, event, send }) =>
          event ? (
            <Event
              key={`${event.status} ${event.rawStatus} ${at}`}
              event={event}
              recipientZone={recipientZone}
            />
          ) : (
            <ByHand key={send.id} send={send} recipientZone={recipientZone} />
          ),
        )}
      </ol>
    </Card>
  );
}

type Entry = { readonly at: string } & (
  | { readonly event: MessageEvent; readonly send?: undefined }
  | { readonly send: AttemptView; readonly event?: undefined }
);

/** A send by hand is what a person did for this message; steps that follow it, and what became of them, stand below. */
function entriesOf(events: readonly MessageEvent[], attempts: readonly AttemptView[]): Entry[] {
  const sends = attempts.filter(({ cause, step }) => cause === "manual" && step === 1);
  return [
    ...events.map((event) => ({ at: event.occurredAt, event })),
    ...sends.map((send) => ({ at: send.plannedAt, send })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function ByHand({ send, recipientZone }: { readonly send: AttemptView } & Pick<Props, "recipientZone">) {
  const t = useTranslations("campaign.message");
  return (
    <TimelineItem>
      <p className="font-medium text-sm">
        {t("byHand", { who: send.plannedBy ?? "—", channel: t(`channels.${send.channel}`) })}
      </p>
      <Clocks at={send.plannedAt} recipientZone={recipientZone} />
    </TimelineItem>
  );
}

function TimelineItem({ children }: { readonly children: React.ReactNode }) {
  return (
    <li className="relative flex flex-col gap-3 border-line border-l-2 pb-7 pl-5 last:border-transparent last:pb-0 sm:ml-1.5">
      <span
        aria-hidden
        className="absolute top-1 -left-[0.4375rem] size-3 rounded-full border-2 border-surface bg-line-strong"
      />
      {children}
    </li>
  );
}

function Event({ event, recipientZone }: { readonly event: MessageEvent } & Pick<Props, "recipientZone">) {
  const t = useTranslations("campaign.message");
  const duration = useDuration();
  const delay = (Date.parse(event.receivedAt) - Date.parse(event.occurredAt)) / 1000;
  return (
    <TimelineItem>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge status={event.status} />
        <span className="text-ink-muted text-xs">
          {t("rawWord")}: <code className="font-mono text-ink">{event.rawStatus}</code>
        </span>
        {delay >= WORTH_SAYING && (
          <span className="text-ink-muted text-xs">{t("received", { delay: duration(delay) })}</span>
        )}
      </div>
      <Clocks at={event.occurredAt} recipientZone={recipientZone} />
      {event.status === "rejected" && <Rejection event={event} />}
    </TimelineItem>
  );
}

function Clocks({ at, recipientZone }: { readonly at: string } & Pick<Props, "recipientZone">) {
  const t = useTranslations("campaign.message");
  return (
    <dl className="grid gap-x-6 gap-y-1 text-xs sm:grid-cols-3">
      <Clock name={t("theirs")}>
        {recipientZone ? (
          <DateTime value={at} timeZone={recipientZone} format="exact" showZone />
        ) : (
          <span className="text-ink-muted">{t("unknownZone")}</span>
        )}
      </Clock>
      <Clock name={t("ours")}>
        <DateTime value={at} format="exact" showZone />
      </Clock>
      <Clock name={t("utc")}>
        <DateTime value={at} timeZone="UTC" format="exact" />
      </Clock>
    </dl>
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
