"use client";

import { CircleCheck, Hourglass, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import type { ConnectionView } from "@/components/connections/types";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { TimeAgo } from "@/components/ui/date-time";

const LOOKS = {
  ok: { tone: "ok", icon: CircleCheck },
  quiet: { tone: "neutral", icon: Hourglass },
  trouble: { tone: "warn", icon: TriangleAlert },
} as const;

/** Requests that were refused outnumber a tenth of the good ones: someone should look. */
export function stateOf({ counters, lastReceivedAt }: ConnectionView): keyof typeof LOOKS {
  const refused = counters.rejectedSignature + counters.malformed + counters.tooLarge;
  if (refused > counters.accepted / 10) return "trouble";
  return lastReceivedAt === null ? "quiet" : "ok";
}

export function StateBadge({ connection }: { readonly connection: ConnectionView }) {
  const t = useTranslations("connections.state");
  const state = stateOf(connection);
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {t(state)}
    </Badge>
  );
}

/** One connection in the list; the whole card leads to its page. */
export function ConnectionCard({ connection }: { readonly connection: ConnectionView }) {
  const t = useTranslations("connections.card");
  const format = useFormatter();
  const { counters } = connection;
  const facts = [
    ["accepted", counters.accepted, false],
    ["badSignature", counters.rejectedSignature, counters.rejectedSignature > 0],
    ["malformed", counters.malformed, counters.malformed > 0],
    ["unknownWords", counters.unknownWord, counters.unknownWord > 0],
  ] as const;
  return (
    <li className="relative flex flex-col gap-4 rounded-xl border border-line bg-surface p-4 shadow-card transition-colors focus-within:border-accent hover:border-line-strong sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="flex min-w-0 flex-col">
          <h2 className="break-words font-semibold">
            <Link href={`/connections/${connection.id}`} className="rounded-sm after:absolute after:inset-0">
              {connection.name}
            </Link>
          </h2>
          <p className="text-ink-muted text-xs">{connection.providerName}</p>
        </div>
        <StateBadge connection={connection} />
      </div>
      <p className="text-sm">
        {connection.lastReceivedAt === null ? (
          <span className="text-ink-muted">{t("never")}</span>
        ) : (
          <>
            {t("lastReceived")}: <TimeAgo value={connection.lastReceivedAt} />
          </>
        )}
      </p>
      <dl className="mt-auto grid grid-cols-2 gap-x-4 gap-y-2 border-line border-t pt-3 sm:grid-cols-4">
        {facts.map(([name, count, warn]) => (
          <div key={name} className="flex flex-col">
            <dt className="text-ink-muted text-xs">{t(name)}</dt>
            <dd className={cn("font-semibold tabular-nums", warn && "text-warn-text")}>
              {format.number(count, "count")}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
