"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CalendarX, SearchX } from "lucide-react";
import { useTranslations } from "use-intl";
import { AsOf } from "@/components/campaigns/as-of";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { TimeAgo } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Switch } from "@/components/ui/switch";
import { type OverviewQuery, overviewChange, overviewQuery } from "@/lib/client/overview";
import { useLivePolling } from "@/lib/client/use-live-polling";
import type { Overview as OverviewData } from "@/lib/reports/overview/definition";
import { FreshWorkspace } from "./fresh";
import { OverviewHeatmap } from "./heatmap";
import { NewCampaign } from "./new-campaign";
import { PeriodPicker } from "./period-picker";
import { filterCampaigns } from "./rows";
import { OverviewSkeleton } from "./skeleton";
import { OverviewStrip } from "./strip";
import { type OverviewState, useOverviewState } from "./use-overview-state";

/** ms; as long as statuses came within it, the page calls itself live. */
const LIVE_WITHIN = 60_000;

type Props = {
  readonly canEdit: boolean;
  /** The report as the server made it for this address, so that the page opens with its numbers. */
  readonly initial: { readonly query: OverviewQuery; readonly data: OverviewData } | null;
};

const isSame = (a: OverviewQuery, b: OverviewQuery): boolean =>
  a.period === b.period && a.from === b.from && a.to === b.to && a.archived === b.archived;

export function Overview({ canEdit, initial }: Props) {
  const t = useTranslations("overview");
  const view = useOverviewState();
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    ...overviewQuery(view.query),
    ...useLivePolling<OverviewData>(overviewChange),
    // The old period stays in sight, dimmed, while the new one loads.
    placeholderData: keepPreviousData,
    initialData: initial && isSame(initial.query, view.query) ? initial.data : undefined,
  });
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={t("title")}
        description={t("description")}
        meta={data && <Freshness data={data} failed={error !== null} />}
        actions={canEdit && data?.connections ? <NewCampaign /> : undefined}
      />
      {data ? (
        <Content data={data} view={view} canEdit={canEdit} isOld={isPlaceholderData} />
      ) : error ? (
        <Card>
          <ErrorState title={t("failed.title")} onRetry={() => refetch()} retrying={isFetching}>
            {error.message}
          </ErrorState>
        </Card>
      ) : (
        <OverviewSkeleton />
      )}
    </div>
  );
}

function Freshness({ data, failed }: { readonly data: OverviewData; readonly failed: boolean }) {
  const t = useTranslations("overview");
  const { asOf, lastReceivedAt } = data;
  const live = lastReceivedAt !== null && Date.parse(asOf) - Date.parse(lastReceivedAt) < LIVE_WITHIN;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted text-xs">
      <AsOf asOf={asOf} live={live} failed={failed} />
      {!live && (
        <span>
          {t("lastReceived")}: {lastReceivedAt ? <TimeAgo value={lastReceivedAt} /> : t("never")}
        </span>
      )}
    </span>
  );
}

type ContentProps = {
  readonly data: OverviewData;
  readonly view: OverviewState;
  readonly canEdit: boolean;
  readonly isOld: boolean;
};

function Content({ data, view, canEdit, isOld }: ContentProps) {
  if (!data.hasMessages && data.campaigns.length === 0) {
    return <FreshWorkspace connections={data.connections} canConnect={canEdit} />;
  }
  return (
    <div className={cn("flex flex-col gap-5 transition-opacity", isOld && "opacity-60")} aria-busy={isOld}>
      {!data.hasMessages && <FreshWorkspace connections={data.connections} canConnect={canEdit} />}
      <OverviewStrip overview={data} />
      <Card flush>
        <Toolbar view={view} />
        <Rows data={data} view={view} />
      </Card>
    </div>
  );
}

function Toolbar({ view: { state, query, setState } }: { readonly view: OverviewState }) {
  const t = useTranslations("overview");
  const value =
    query.period === "custom"
      ? { period: "custom" as const, from: query.from ?? "", to: query.to ?? "" }
      : { period: query.period ?? "30d" };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 p-3 sm:px-5">
      <PeriodPicker
        value={value}
        onChange={(period) =>
          setState(period.period === "custom" ? period : { period: period.period, from: null, to: null })
        }
      />
      <div className="flex min-w-0 flex-1 items-center justify-end gap-x-4 max-sm:basis-full">
        <Switch
          label={t("showArchived")}
          checked={state.archived}
          onCheckedChange={(archived) => setState({ archived })}
        />
        <Input
          type="search"
          aria-label={t("filter")}
          placeholder={t("filter")}
          value={state.name}
          onValueChange={(name) => setState({ name })}
          className="min-w-0 flex-1 sm:w-56 sm:flex-none"
        />
      </div>
    </div>
  );
}

function Rows({ data, view: { state, setState, sortBy } }: Pick<ContentProps, "data" | "view">) {
  const t = useTranslations("overview");
  if (data.campaigns.length === 0) {
    return (
      <EmptyState
        icon={<CalendarX />}
        title={t("nothing.title")}
        action={
          <Button onClick={() => setState({ period: "all", from: null, to: null })}>{t("showAll")}</Button>
        }
      >
        {t("nothing.text")}
      </EmptyState>
    );
  }
  if (filterCampaigns(data.campaigns, state.name).length === 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("noMatch.title")}
        action={<Button onClick={() => setState({ name: null })}>{t("noMatch.action")}</Button>}
      >
        {t("noMatch.text", { name: state.name })}
      </EmptyState>
    );
  }
  return (
    <>
      <OverviewHeatmap
        campaigns={data.campaigns}
        from={data.from}
        to={data.to}
        name={state.name}
        sort={state.sort}
        order={state.order}
        onSort={sortBy}
        currency={data.currency}
      />
      {data.quietCampaigns > 0 && (
        <p className="border-line border-t px-4 py-3 text-ink-muted text-xs sm:px-5">
          {t("quiet", { count: data.quietCampaigns })}{" "}
          <button
            type="button"
            onClick={() => setState({ period: "all", from: null, to: null })}
            className="rounded-sm font-medium text-accent-text underline underline-offset-4"
          >
            {t("showAll")}
          </button>
        </p>
      )}
    </>
  );
}
