"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { MessageSquareReply } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { FallbackCard } from "@/components/campaigns/campaign/fallback-card";
import { DownloadMenu } from "@/components/exports/download-menu";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { KeyPagination } from "@/components/ui/key-pagination";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type AttemptQuery, attemptsChange, attemptsQuery } from "@/lib/client/attempts";
import { useErrorText } from "@/lib/client/use-error-text";
import { useLivePolling } from "@/lib/client/use-live-polling";
import type { AttemptPage } from "@/lib/fallback/attempts/contract";
import { AttemptFilters } from "./attempt-filters";
import { AttemptTable } from "./attempt-table";
import { AttemptTotals } from "./attempt-totals";
import { useAttemptFilter } from "./use-attempt-filter";

type Props = {
  readonly campaigns: readonly { readonly id: number; readonly name: string }[];
  readonly mayAct: boolean;
};

/** Everything of the page "Fallbacks"; what it shows lives in the address. */
export function AttemptList({ campaigns, mayAct }: Props) {
  const t = useTranslations("fallbacks");
  const state = useAttemptFilter();
  return (
    <>
      <AttemptTotals
        campaignId={state.query.campaignId}
        mayAct={mayAct}
        onShowUnknown={() => void state.setFilter({ state: "unknown" })}
      />
      <FallbackCard
        campaignId={campaignIdOf(state.query)}
        isExpected={campaigns.length > 0}
        isLinked={false}
      />
      <Card
        flush
        title={t("list.label")}
        description={mayAct ? undefined : t("masked")}
        actions={<DownloadMenu url="/api/exports/attempts" params={state.query} allowed={mayAct} />}
      >
        <AttemptFilters state={state} campaigns={campaigns} isViewer={!mayAct} />
        {/* Another filter is another list: it begins at its first page. */}
        <Pages key={JSON.stringify(state.query)} query={state.query} mayAct={mayAct} />
      </Card>
    </>
  );
}

/** Null: all campaigns, also where the address names none that there can be. */
const campaignIdOf = ({ campaignId }: AttemptQuery): number | null =>
  campaignId !== undefined && /^[1-9]\d{0,8}$/.test(campaignId) ? Number(campaignId) : null;

function Pages({ query, mayAct }: { readonly query: AttemptQuery; readonly mayAct: boolean }) {
  const t = useTranslations("fallbacks");
  const ui = useTranslations("ui");
  const errorText = useErrorText();
  /** Cursors of the pages that were left behind, the first page's being undefined. */
  const [trail, setTrail] = useState<readonly (string | undefined)[]>([undefined]);
  const cursor = trail.at(-1);
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery({
    ...attemptsQuery({ ...query, ...(cursor ? { cursor } : {}) }),
    ...useLivePolling<AttemptPage>(attemptsChange),
    placeholderData: keepPreviousData,
  });
  if (!data) {
    if (!error) return <SkeletonRows rows={8} label={ui("loading")} />;
    return (
      <ErrorState title={t("list.failed")} onRetry={() => refetch()} retrying={isFetching}>
        {errorText(error)}
      </ErrorState>
    );
  }
  if (data.items.length === 0 && trail.length === 1)
    return (
      <EmptyState icon={<MessageSquareReply />} title={t("empty.title")}>
        {t(Object.keys(query).length > 0 ? "empty.filtered" : "empty.text")}
      </EmptyState>
    );
  const next = data.nextCursor;
  return (
    <>
      <div
        className={cn("transition-opacity", isPlaceholderData && "opacity-60")}
        aria-busy={isPlaceholderData}
      >
        <AttemptTable attempts={data.items} mayAct={mayAct} />
      </div>
      <KeyPagination
        newer={trail.length > 1 ? () => setTrail(trail.slice(0, -1)) : null}
        older={next ? () => setTrail([...trail, next]) : null}
        loading={isPlaceholderData}
        summary={t("list.newest")}
      />
    </>
  );
}
