"use client";

import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import type { AttemptWithLog } from "@/lib/fallback/attempts/contract";
import { AttemptActions } from "./attempt-actions";
import { PriceText, Why } from "./attempt-table";
import { StateBadge } from "./state-badge";

type Props = { readonly attempts: readonly AttemptWithLog[]; readonly mayAct: boolean };

/** Every try to reach the person otherwise, with what happened to it. */
export function MessageAttempts({ attempts, mayAct }: Props) {
  const t = useTranslations("fallbacks.message");
  if (attempts.length === 0) return null;
  return (
    <Card title={t("title")}>
      <ol className="flex flex-col divide-y divide-line">
        {attempts.map((attempt) => (
          <Attempt key={attempt.id} attempt={attempt} mayAct={mayAct} />
        ))}
      </ol>
    </Card>
  );
}

function Attempt({ attempt, mayAct }: { readonly attempt: AttemptWithLog; readonly mayAct: boolean }) {
  const t = useTranslations("fallbacks");
  const { answeredBy } = attempt;
  const who = answeredBy === "human" || answeredBy === "machine" ? answeredBy : "unknown";
  return (
    <li className="flex flex-col gap-2 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateBadge state={attempt.state} />
        <span className="font-medium">
          {t(`channels.${attempt.channel}`)}, {t("list.step", { step: attempt.step })}
          {attempt.cycle > 1 && `, ${t("list.cycle", { cycle: attempt.cycle })}`}
        </span>
        <span className="text-ink-muted text-xs">
          {t(`causes.${attempt.cause}`)}
          {attempt.plannedBy && ` · ${t("message.by", { who: attempt.plannedBy })}`}
        </span>
        <span className="ml-auto text-right text-sm tabular-nums">
          <PriceText attempt={attempt} />
        </span>
      </div>
      <Why attempt={attempt} />
      <p className="text-ink-muted text-xs">
        {t("message.rule", { name: attempt.ruleName, version: attempt.ruleVersion })} ·{" "}
        {t("message.connection")} {attempt.connectionName}
        {answeredBy && ` · ${t("message.answeredBy")}: ${t(`message.answers.${who}`)}`}
        {attempt.confirmed && ` · ${t("message.confirmed")}`}
      </p>
      <Log attempt={attempt} />
      {mayAct && <AttemptActions attempt={attempt} />}
    </li>
  );
}

const KINDS = [
  "planned",
  "dispatching",
  "accepted",
  "refused",
  "unsent",
  "unknown",
  "status",
  "cancelled",
  "skipped",
  "settled",
  "abandon",
  "absent",
  "look_up",
  "unanswered",
  "price",
] as const;

function Log({ attempt: { log } }: { readonly attempt: AttemptWithLog }) {
  const t = useTranslations("fallbacks");
  if (log.length === 0) return null;
  const kindOf = (kind: string) => KINDS.find((known) => known === kind) ?? "other";
  return (
    <details className="text-xs">
      <summary className="cursor-pointer rounded-sm font-medium text-accent-text">{t("message.log")}</summary>
      <ol className="mt-2 flex flex-col gap-2 border-line border-l-2 pl-3">
        {log.map((entry, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id of their own and are only appended
          <li key={at} className="flex flex-col gap-0.5">
            <span>
              <span className="font-medium">{t(`log.${kindOf(entry.kind)}`)}</span>{" "}
              <span className="text-ink-muted">
                <DateTime value={entry.at} format="exact" />
              </span>
            </span>
            {entry.detail && <code className="break-all font-mono text-ink-muted">{entry.detail}</code>}
          </li>
        ))}
      </ol>
    </details>
  );
}
