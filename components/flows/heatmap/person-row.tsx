"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { StatusBadge } from "@/components/status/status-badge";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import type { FlowPerson } from "@/lib/reports/flow/people-contract";
import { useDetailWords } from "./use-detail-words";

const TONE = { failed: "danger", inProgress: "warn", cancelled: "neutral" } as const;

/** One visit of a step, with the way to its message. */
export function PersonRow({ person }: { readonly person: FlowPerson }) {
  const t = useTranslations("flowHeatmap");
  const words = useDetailWords();
  const { state, reason, campaignId, campaignName } = person;
  return (
    <li className="flex flex-col gap-1 py-2.5 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Who person={person} />
        <StatusBadge status={person.status} />
        {state !== "succeeded" && <Badge tone={TONE[state]}>{t(`outcomes.${state}`)}</Badge>}
        <span className="ml-auto whitespace-nowrap text-ink-muted text-xs">
          <DateTime value={person.startedAt} />
        </span>
      </div>
      {state === "failed" && <p className="text-danger-text text-xs">{words(person.detail)}</p>}
      {reason && (
        <p className="text-ink-muted text-xs">
          {reason.title}
          {reason.code !== null && ` (${reason.code})`}
        </p>
      )}
      {campaignId !== null && <p className="text-ink-muted text-xs">{campaignName}</p>}
    </li>
  );
}

function Who({ person }: { readonly person: FlowPerson }) {
  const t = useTranslations("flowHeatmap.people");
  const { campaignId, messageId, recipient, recipientUserId } = person;
  if (campaignId === null) return <span className="text-ink-muted">{t("deleted")}</span>;
  return (
    <Link
      href={`/campaigns/${campaignId}/messages/${messageId}`}
      prefetch={false}
      className="rounded-sm font-medium text-accent-text tabular-nums underline-offset-4 hover:underline"
    >
      {recipient ?? recipientUserId ?? t("unknownRecipient")}
    </Link>
  );
}
