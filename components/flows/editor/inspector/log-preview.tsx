"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTimeZone, useTranslations } from "use-intl";
import type { Locale } from "@/lib/auth/context";
import { logPreviewQuery, logsQuery } from "@/lib/client/logs";
import type { FlowStep } from "@/lib/domain/flow/definition";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import { fillColumn, namesIn } from "@/lib/domain/flow/fill";
import { DEFAULT_COLUMNS, type LogColumn } from "@/lib/logs/columns";
import type { LogView } from "@/lib/logs/contract";
import { useEditor } from "../state/store";
import { availableVariables } from "../state/upstream";

type LogFlowStep = Extract<FlowStep, { type: "log" }>;

/** A row as this step would write it, and what steps before it find that no column shows. */
export function LogPreview({ step }: { readonly step: LogFlowStep }) {
  const { data, isPending } = useQuery({
    ...logsQuery(),
    enabled: step.logId !== null && step.columns === null,
  });
  if (step.columns !== null) return <OwnRow step={step} columns={step.columns} />;
  if (step.logId === null) return <ServerRow step={step} log={null} />;
  const log = data?.items.find(({ id }) => id === String(step.logId));
  return isPending || !log ? null : <ServerRow step={step} log={log} />;
}

/** A rejected message; its number is of the range that nobody has. */
const SAMPLE: FlowFacts = {
  status: "rejected",
  word: "failed",
  reasonClass: "unreachable",
  reasonCode: "131026",
  reasonText: "Message undeliverable",
  country: "US",
  template: "autumn_offer",
  campaignId: 1,
  campaignName: "Autumn offers",
  channel: "whatsapp",
  messageId: "wamid.HBgLMTIwMjU1NTAxMjM",
  recipient: "+12025550123",
  sender: "+12025550100",
  occurredAt: Date.UTC(2026, 10, 22, 13, 5, 9),
  now: Date.UTC(2026, 10, 22, 13, 5, 10),
  timeZone: "America/New_York",
  foundZone: null,
  variables: {},
};

function OwnRow({ step, columns }: { readonly step: LogFlowStep; readonly columns: readonly LogColumn[] }) {
  const named = new Set(columns.flatMap(({ value }) => namesIn(value)));
  const variables = Object.fromEntries([...named].map((name) => [name, `‹${name}›`]));
  const cells = columns.map(({ value }) => fillColumn(value, { ...SAMPLE, variables }));
  return <Row step={step} columns={columns} cells={cells} />;
}

/** As the log's own settings write it. */
function ServerRow({ step, log }: { readonly step: LogFlowStep; readonly log: LogView | null }) {
  const zone = useTimeZone() ?? "UTC";
  const language = useLocale() as Locale;
  const columns = log?.columns ?? [...DEFAULT_COLUMNS];
  const { data } = useQuery(
    logPreviewQuery({
      columns,
      timeZone: log?.timeZone ?? zone,
      timeFormat: log?.timeFormat ?? "local",
      locale: log?.locale ?? language,
    }),
  );
  return data ? <Row step={step} columns={columns} cells={data.rows[0] ?? []} /> : null;
}

type RowProps = {
  readonly step: LogFlowStep;
  readonly columns: readonly LogColumn[];
  readonly cells: readonly string[];
};

function Row({ step, columns, cells }: RowProps) {
  const t = useTranslations("flowEditor.log");
  const steps = useEditor(({ definition }) => definition.steps);
  const shown = new Set(columns.flatMap(({ value }) => namesIn(value)));
  const found = availableVariables(steps, step.id).flatMap(({ name, setBy }) => (setBy ? name : []));
  const missing = found.filter((name) => !shown.has(name));
  return (
    <section aria-label={t("preview")} className="flex flex-col gap-1.5">
      <p className="font-medium text-sm">{t("preview")}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 rounded-md bg-sunken px-2.5 py-2 text-xs">
        {columns.map(({ name }, at) => (
          <div key={`${name} ${String(at)}`} className="contents">
            <dt className="text-ink-muted">{name}</dt>
            <dd className="break-words">{cells[at] || "—"}</dd>
          </div>
        ))}
      </dl>
      {missing.length > 0 && (
        <p className="text-ink-muted text-xs leading-relaxed">
          {t(step.columns ? "notInColumns" : "notInLog", {
            names: missing.map((name) => `{{${name}}}`).join(", "),
          })}
        </p>
      )}
    </section>
  );
}
