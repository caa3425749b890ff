"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { AsOf } from "@/components/campaigns/as-of";
import { type StepNames, StepWordsProvider, useMakeStepWords } from "@/components/flows/graph/step-words";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useMedia } from "@/components/ui/use-media";
import { flowHeatmapQuery, flowVersionQuery } from "@/lib/client/flow-heatmap";
import { reportChange } from "@/lib/client/report-change";
import { useErrorText } from "@/lib/client/use-error-text";
import { useLivePolling } from "@/lib/client/use-live-polling";
import type { FlowHeatmap as Report } from "@/lib/reports/flow/definition";
import { FunnelCheck } from "./funnel-check";
import { type Heat, HeatProvider } from "./heat-context";
import { HeatList } from "./heat-list";
import { numbersOf, rampsOf } from "./heat-model";
import { Legend } from "./legend";
import { Pickers, type View } from "./pickers";
import { Totals } from "./totals";
import { type HeatState, useHeatState } from "./use-heat-state";

/** Its library is as large as a quarter of the page, which is read as a list on phones. */
const HeatGraph = dynamic(() => import("./heat-graph").then((module) => module.HeatGraph), {
  ssr: false,
  loading: () => <Skeleton className="m-4 min-h-96" />,
});

const PeoplePanel = lazy(async () => ({ default: (await import("./people-panel")).PeoplePanel }));

type Props = {
  readonly flowId: string;
  readonly published: number;
  /** Newest first. */
  readonly versions: readonly number[];
  readonly campaigns: readonly { readonly id: string; readonly name: string }[];
  readonly names: StepNames;
  readonly mayAct: boolean;
};

/** What a flow does, drawn over its graph, live. */
export function FlowHeatmap({ flowId, published, versions, campaigns, names, mayAct }: Props) {
  const [now] = useState(Date.now);
  const state = useHeatState(flowId, published, now);
  const words = useMakeStepWords(names);
  const { heat, report, error, refetch, retrying } = useHeatData(flowId, state);
  const narrow = useNarrow();
  const view: View = state.state.view ?? (narrow ? "list" : "graph");
  return (
    <StepWordsProvider value={words}>
      <div className="flex flex-col gap-4">
        <Pickers
          state={state}
          versions={versions}
          published={published}
          campaigns={campaigns}
          report={report}
          view={view}
        />
        {heat ? (
          <HeatProvider value={heat}>
            <Drawn state={state} view={view} failed={error !== null} mayAct={mayAct} />
          </HeatProvider>
        ) : (
          <Nothing error={error} retry={refetch} retrying={retrying} />
        )}
      </div>
    </StepWordsProvider>
  );
}

function useHeatData(flowId: string, state: HeatState) {
  const { version, query, other: otherQuery, setState } = state;
  const comparing = otherQuery !== null;
  const live = useLivePolling<Report>(reportChange);
  const main = useQuery({ ...flowHeatmapQuery(query), ...live, placeholderData: (former) => former });
  const shape = useQuery(flowVersionQuery(flowId, version));
  const other = useQuery({ ...flowHeatmapQuery(otherQuery ?? query), enabled: comparing });
  const { step, exit } = state.state;
  const heat = useMemo((): Heat | null => {
    if (!main.data || !shape.data || main.data.version !== shape.data.version) return null;
    const { steps } = shape.data.definition;
    // Beside zeros every number would look like a change.
    const compared = comparing && other.data && other.data.runs.entered > 0 ? other.data : undefined;
    return {
      report: main.data,
      steps,
      numbers: numbersOf(main.data),
      ramps: rampsOf(steps),
      other: compared ? { report: compared, numbers: numbersOf(compared) } : null,
      chosen: step === null ? null : { step, exit },
      choose: (toStep, toExit, toState) =>
        void setState({ step: toStep, exit: toExit, state: toState ?? null }),
    };
  }, [main.data, shape.data, other.data, comparing, step, exit, setState]);
  const refetch = (): void => {
    void main.refetch();
    void shape.refetch();
  };
  const error = main.error ?? shape.error ?? (comparing ? other.error : null);
  return { heat, report: main.data, error, refetch, retrying: main.isFetching || shape.isFetching };
}

type DrawnProps = {
  readonly state: HeatState;
  readonly view: View;
  readonly failed: boolean;
  readonly mayAct: boolean;
};

function Drawn({ state, view, failed, mayAct }: DrawnProps) {
  return (
    <>
      <Totals />
      <NoRuns state={state} />
      <NothingToCompare state={state} />
      <Card flush>
        <Head state={state} failed={failed} />
        {view === "graph" ? <HeatGraph /> : <HeatList />}
      </Card>
      <FunnelCheck />
      {state.state.step !== null && (
        <Suspense>
          <PeoplePanel state={state} mayAct={mayAct} />
        </Suspense>
      )}
    </>
  );
}

function Head({ state, failed }: Pick<DrawnProps, "state" | "failed">) {
  const { data } = useQuery({ ...flowHeatmapQuery(state.query), enabled: false });
  if (!data) return null;
  const live = data.runs.entered > 0 && data.to === null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-line border-b px-4 py-2.5 sm:px-5">
      <Legend />
      <AsOf asOf={data.asOf} live={live} failed={failed} />
    </div>
  );
}

function NoRuns({ state }: Pick<DrawnProps, "state">) {
  const t = useTranslations("flowHeatmap");
  const { data } = useQuery({ ...flowHeatmapQuery(state.query), enabled: false });
  if (!data || data.runs.entered > 0) return null;
  const action =
    state.period.period === "all" ? undefined : (
      <Button size="sm" onClick={() => void state.setState({ period: "all", from: null, to: null })}>
        {t("allTime")}
      </Button>
    );
  return (
    <Notice tone="info" title={t("noRuns")} action={action}>
      {t("noRunsText")}
    </Notice>
  );
}

function NothingToCompare({ state }: Pick<DrawnProps, "state">) {
  const t = useTranslations("flowHeatmap");
  const { data } = useQuery({ ...flowHeatmapQuery(state.other ?? state.query), enabled: false });
  if (state.other === null || !data || data.runs.entered > 0) return null;
  return (
    <Notice tone="info" title={t("nothingToCompare")}>
      {t("nothingToCompareText", { version: data.version ?? state.version })}
    </Notice>
  );
}

type NothingProps = {
  readonly error: Error | null;
  readonly retry: () => void;
  readonly retrying: boolean;
};

function Nothing({ error, retry, retrying }: NothingProps) {
  const t = useTranslations("flowHeatmap");
  const errorText = useErrorText();
  if (error)
    return (
      <Card flush>
        <ErrorState title={t("failed")} onRetry={retry} retrying={retrying}>
          {errorText(error)}
        </ErrorState>
      </Card>
    );
  return (
    <div role="status" aria-label={t("loading")} className="flex flex-col gap-4">
      <Skeleton className="h-20 w-full rounded-xl" />
      <Skeleton className="h-[min(68dvh,42rem)] w-full rounded-xl" />
    </div>
  );
}

const NARROW = "(max-width: 767px)";

/** Phones get the list unless somebody asks for the graph; the server draws neither. */
const useNarrow = (): boolean => useMedia(NARROW);
