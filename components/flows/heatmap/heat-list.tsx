"use client";

import { CornerDownRight } from "lucide-react";
import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { STEP_LOOKS } from "@/components/flows/graph/step-look";
import { useStepWords } from "@/components/flows/graph/step-words";
import { cn } from "@/components/ui/cn";
import { heatClass } from "@/components/ui/heat";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { InlineTip } from "@/components/ui/tooltip";
import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import { useHeat } from "./heat-context";
import { heatOfShare, inOrder, NOTHING, rampOfExit, shareOf, soleEntrance } from "./heat-model";
import { Was } from "./totals";
import { useHeatText } from "./use-heat-text";

const ENDS = ["succeeded", "inProgress", "failed", "cancelled"] as const;

/** The same numbers as the graph, as a table. */
export function HeatList() {
  const t = useTranslations("flowHeatmap");
  const { steps, other } = useHeat();
  return (
    <Table label={t("label")}>
      <THead>
        <Tr>
          <Th>{t("step")}</Th>
          <Th numeric>{t("outcomes.entered")}</Th>
          <Th numeric>{t("shareColumn")}</Th>
          {other && <Th numeric>{t("change")}</Th>}
          {ENDS.map((end) => (
            <Th key={end} numeric>
              {t(`outcomes.${end}`)}
            </Th>
          ))}
        </Tr>
      </THead>
      <TBody>
        {inOrder(steps).map((step) => (
          <Fragment key={step.id}>
            <StepRow step={step} />
            {exitsOf(step).length > 1 &&
              exitsOf(step).map((exit) => <ExitRow key={exit} step={step} exit={exit} />)}
          </Fragment>
        ))}
        {other && <GoneRows />}
      </TBody>
    </Table>
  );
}

const NAME =
  "rounded-sm text-left underline-offset-4 hover:underline focus-visible:underline disabled:no-underline";

function StepRow({ step }: { readonly step: FlowStep }) {
  const t = useTranslations("flowHeatmap");
  const words = useStepWords();
  const { steps, numbers, ramps, other, report, choose } = useHeat();
  const { count, share, formula } = useHeatText();
  const mine = numbers.get(step.id) ?? NOTHING;
  const { icon: Icon } = STEP_LOOKS[step.type];
  const came = soleEntrance(steps, step.id);
  const heat = heatOfShare(ramps.get(step.id) ?? "good", shareOf(mine.entered, report.runs.entered));
  return (
    <Tr>
      <RowHeader className="min-w-40">
        <button
          type="button"
          className={cn(NAME, "flex items-center gap-2 font-semibold")}
          onClick={() => choose(step.id, null)}
        >
          <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />
          <span>
            {words.title(step)}{" "}
            {came && (
              <span className="whitespace-nowrap font-normal text-ink-muted text-xs">
                ‹ {words.exit(came.step, came.exit)}
              </span>
            )}
          </span>
        </button>
      </RowHeader>
      <Td numeric className="font-semibold">
        <InlineTip content={formula(mine)}>{count(mine.entered)}</InlineTip>
      </Td>
      <Td numeric className={mine.entered === 0 ? undefined : heatClass(ramps.get(step.id) ?? "good", heat)}>
        {share(mine.entered, report.runs.entered)}
      </Td>
      {other && (
        <Td numeric className="whitespace-nowrap text-ink-muted">
          <Was now={mine.entered} was={(other.numbers.get(step.id) ?? NOTHING).entered} />
        </Td>
      )}
      {ENDS.map((end) => (
        <Td
          key={end}
          numeric
          className={cn(
            mine[end] === 0 && "text-ink-faint",
            end === "failed" && mine[end] > 0 && "text-danger-text",
          )}
        >
          {mine[end] > 0 && end !== "succeeded" ? (
            <button
              type="button"
              className={NAME}
              aria-label={`${words.title(step)}: ${t(`outcomes.${end}`)} ${count(mine[end])}`}
              onClick={() => choose(step.id, null, end)}
            >
              {count(mine[end])}
            </button>
          ) : (
            count(mine[end])
          )}
        </Td>
      ))}
    </Tr>
  );
}

function ExitRow({ step, exit }: { readonly step: FlowStep; readonly exit: string }) {
  const words = useStepWords();
  const { numbers, ramps, other, report, choose } = useHeat();
  const { count, share } = useHeatText();
  const n = numbers.get(step.id)?.exits[exit] ?? 0;
  const ramp = rampOfExit(step, exit, ramps);
  return (
    <Tr className="text-ink-muted text-xs">
      <RowHeader className="pl-8 font-normal sm:pl-9">
        <button
          type="button"
          className={cn(NAME, "flex items-center gap-1.5")}
          disabled={n === 0}
          onClick={() => choose(step.id, exit)}
        >
          <CornerDownRight aria-hidden className="size-3.5 shrink-0" />
          {words.exit(step, exit)}
        </button>
      </RowHeader>
      <Td numeric>{count(n)}</Td>
      <Td
        numeric
        className={n === 0 ? undefined : heatClass(ramp, heatOfShare(ramp, shareOf(n, report.runs.entered)))}
      >
        {share(n, report.runs.entered)}
      </Td>
      {other && (
        <Td numeric className="whitespace-nowrap">
          <Was now={n} was={other.numbers.get(step.id)?.exits[exit] ?? 0} />
        </Td>
      )}
      <Td colSpan={ENDS.length} />
    </Tr>
  );
}

/** Steps that only the version has that is compared with. */
function GoneRows() {
  const t = useTranslations("flowHeatmap");
  const { steps, other } = useHeat();
  const { count } = useHeatText();
  const here = new Set(steps.map(({ id }) => id));
  const gone = [...(other?.numbers.values() ?? [])].filter(({ id, entered }) => !here.has(id) && entered > 0);
  return gone.map(({ id, entered }) => (
    <Tr key={id} className="text-ink-muted">
      <RowHeader className="font-normal">
        {id} · {t("gone")}
      </RowHeader>
      <Td numeric>{count(0)}</Td>
      <Td />
      <Td numeric>
        <Was now={0} was={entered} />
      </Td>
      <Td colSpan={ENDS.length} />
    </Tr>
  ));
}
