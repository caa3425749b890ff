"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { DownloadMenu } from "@/components/exports/download-menu";
import { useStepWords } from "@/components/flows/graph/step-words";
import { LogDownload } from "@/components/flows/log-download";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SegmentedControl } from "@/components/ui/radio-group";
import { SkeletonRows } from "@/components/ui/skeleton";
import { flowPeopleQuery } from "@/lib/client/flow-heatmap";
import { useErrorText } from "@/lib/client/use-error-text";
import type { FlowStep } from "@/lib/domain/flow/definition";
import type { FlowPeopleQuery } from "@/lib/reports/flow/people-contract";
import type { VisitState } from "@/lib/reports/flow/visit-states";
import { useHeat } from "./heat-context";
import { NOTHING, OUTCOMES, soleEntrance } from "./heat-model";
import { LastErrors } from "./last-errors";
import { PersonRow } from "./person-row";
import { SendToThese } from "./send-to-these";
import type { HeatState } from "./use-heat-state";
import { useHeatText } from "./use-heat-text";

type Props = { readonly state: HeatState; readonly mayAct: boolean };

/** Who stands behind a number, and what to do with them. */
export function PeoplePanel({ state, mayAct }: Props) {
  const t = useTranslations("flowHeatmap");
  const words = useStepWords();
  const { steps, chosen, numbers } = useHeat();
  const { count, share, formula } = useHeatText();
  const step = steps.find(({ id }) => id === chosen?.step);
  const close = (): void => void state.setState({ step: null, exit: null, state: null });
  if (!step || !chosen) return null;
  const { exit } = chosen;
  const mine = numbers.get(step.id) ?? NOTHING;
  const names = { step: words.title(step), exit: exit === null ? "" : words.exit(step, exit) };
  const came = soleEntrance(steps, step.id);
  const n = exit === null ? mine.entered : (mine.exits[exit] ?? 0);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      placement="side"
      size="md"
      title={
        exit === null ? (
          <>
            {names.step}
            {came && (
              <span className="font-normal text-ink-muted"> ‹ {words.exit(came.step, came.exit)}</span>
            )}
          </>
        ) : (
          t("people.of", names)
        )
      }
      description={
        exit === null
          ? formula(mine)
          : t("edgeFormula", { ...names, count: count(n), rate: share(n, mine.entered) })
      }
    >
      <Content key={`${step.id} ${exit}`} step={step} exit={exit} total={n} state={state} mayAct={mayAct} />
    </Dialog>
  );
}

type ContentProps = Props & {
  readonly step: FlowStep;
  readonly exit: string | null;
  readonly total: number;
};

function Content({ step, exit, total, state, mayAct }: ContentProps) {
  const t = useTranslations("flowHeatmap");
  const { numbers, report } = useHeat();
  const { flowId, ...query } = state.query;
  const shown = exit === null ? state.state.state : null;
  const failed = numbers.get(step.id)?.failed ?? 0;
  const params: FlowPeopleQuery = {
    ...query,
    step: step.id,
    ...(exit === null ? {} : { exit }),
    ...(shown === null ? {} : { state: shown }),
  };
  return (
    <>
      {exit === null && <StateFilter step={step} state={state} />}
      {step.type === "log" && mayAct && (
        <div className="flex flex-wrap items-center gap-2">
          <LogDownload
            flowId={flowId}
            stepId={step.id}
            campaignId={query.campaignId}
            from={report.from}
            until={report.to}
          />
          <span className="text-ink-muted text-xs">{t("people.rowsHint")}</span>
        </div>
      )}
      {failed > 0 && (exit === null || exit === "failed" || exit === "missed") && (
        <LastErrors flowId={flowId} params={{ ...query, step: step.id, state: "failed" }} />
      )}
      <People flowId={flowId} params={params} total={shown === null ? total : undefined} mayAct={mayAct} />
    </>
  );
}

function StateFilter({ step, state }: { readonly step: FlowStep; readonly state: HeatState }) {
  const t = useTranslations("flowHeatmap");
  const { numbers } = useHeat();
  const { count } = useHeatText();
  const mine = numbers.get(step.id) ?? NOTHING;
  const kinds = OUTCOMES.filter((kind) => mine[kind] > 0 || kind === state.state.state);
  if (kinds.length < 2 && state.state.state === null) return null;
  return (
    <SegmentedControl<VisitState | "all">
      aria-label={t("people.show")}
      className="max-w-full shrink-0 self-start overflow-x-auto"
      value={state.state.state ?? "all"}
      options={[
        { value: "all", label: `${t("people.all")} ${count(mine.entered)}` },
        ...kinds.map((kind) => ({ value: kind, label: `${t(`outcomes.${kind}`)} ${count(mine[kind])}` })),
      ]}
      onValueChange={(value) => void state.setState({ state: value === "all" ? null : value })}
    />
  );
}

type PeopleProps = {
  readonly flowId: string;
  readonly params: FlowPeopleQuery;
  readonly total: number | undefined;
  readonly mayAct: boolean;
};

function People({ flowId, params, total, mayAct }: PeopleProps) {
  const t = useTranslations("flowHeatmap.people");
  const errorText = useErrorText();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch, isFetching } =
    useInfiniteQuery(flowPeopleQuery(flowId, params));
  if (error && !data)
    return (
      <ErrorState title={t("failed")} onRetry={() => refetch()} retrying={isFetching}>
        {errorText(error)}
      </ErrorState>
    );
  if (!data) return <SkeletonRows rows={6} label={t("loading")} />;
  const people = data.pages.flatMap(({ items }) => items);
  const { cursor: _, limit: __, ...filter } = params;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <DownloadMenu
          url="/api/exports/flow-people"
          params={{ id: flowId, ...filter }}
          allowed={mayAct}
          {...(total === undefined ? {} : { total })}
        />
        {mayAct && (
          <SendToThese
            flowId={flowId}
            params={filter}
            listed={people}
            rest={data.pages.at(-1)?.nextCursor ?? null}
            total={total}
            onDone={() => void refetch()}
          />
        )}
      </div>
      {people.length === 0 && !hasNextPage ? (
        <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
      ) : (
        <ul aria-label={t("list")} className="flex flex-col divide-y divide-line">
          {people.map((person) => (
            <PersonRow
              key={`${person.messageId} ${person.status} ${person.startedAt} ${person.exit}`}
              person={person}
            />
          ))}
        </ul>
      )}
      {people.length === 0 && hasNextPage && <p className="text-ink-muted text-sm">{t("searching")}</p>}
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()} className="self-center">
          {t("more")}
        </Button>
      )}
    </>
  );
}
