"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { FlowChanges } from "@/lib/flows/contract";

export type NamedStep = { readonly id: string; readonly type: string; readonly title: string | null };

type Props = { readonly changes: FlowChanges; readonly steps: readonly NamedStep[] };

/** What differs between two definitions, in words. */
export function ChangeList({ changes, steps }: Props) {
  const t = useTranslations("flowSteps.changes");
  const nameOf = useStepName();
  const fieldOf = useFieldName();
  const exitOf = useExitName();
  const known = new Map(
    [...steps, ...changes.removed, ...changes.added, ...changes.changed].map((step) => [step.id, step]),
  );
  const target = (id: string | null): string => {
    const step = id === null ? undefined : known.get(id);
    return id === null ? t("nowhere") : step ? nameOf(step) : id;
  };
  const { added, removed, changed, rerouted, limits, moved } = changes;
  if (added.length + removed.length + changed.length + rerouted.length + limits.length + moved === 0)
    return <p className="text-ink-muted">{t("same")}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {added.map((step) => (
        <Change key={`a${step.id}`} tone="ok" kind={t("added")}>
          {nameOf(step)}
        </Change>
      ))}
      {removed.map((step) => (
        <Change key={`r${step.id}`} tone="danger" kind={t("removed")}>
          {nameOf(step)}
        </Change>
      ))}
      {changed.map((step) => (
        <Change key={`c${step.id}`} tone="warn" kind={t("changed")}>
          {nameOf(step)} <span className="text-ink-muted">({step.fields.map(fieldOf).join(", ")})</span>
        </Change>
      ))}
      {rerouted.map((step) => (
        <Change key={`e${step.id}.${step.exit}`} tone="accent" kind={t("rerouted")}>
          {nameOf(step)}{" "}
          <span className="text-ink-muted">
            {t("route", { exit: exitOf(step.exit), from: target(step.from), to: target(step.to) })}
          </span>
        </Change>
      ))}
      {limits.length > 0 && (
        <Change tone="warn" kind={t("limits")}>
          {limits.map(fieldOf).join(", ")}
        </Change>
      )}
      {moved > 0 && <li className="text-ink-muted">{t("moved", { count: moved })}</li>}
    </ul>
  );
}

type ChangeProps = {
  readonly tone: "ok" | "danger" | "warn" | "accent";
  readonly kind: string;
  readonly children: ReactNode;
};

function Change({ tone, kind, children }: ChangeProps) {
  return (
    <li className="flex flex-wrap items-baseline gap-2">
      <Badge tone={tone}>{kind}</Badge>
      <span>{children}</span>
    </li>
  );
}

function useStepName(): (step: NamedStep) => string {
  const t = useTranslations("flowSteps.changes");
  const types = useTranslations("flowSteps.types");
  return ({ type, title }) => {
    const kind = types.has(type as never) ? types(type as never) : type;
    return title === null ? kind : t("named", { type: kind, title });
  };
}

function useFieldName(): (field: string) => string {
  const t = useTranslations("flowSteps.changes.fields");
  return (field) => (t.has(field as never) ? t(field as never) : field);
}

/** Exits of a branch are statuses; those of all other steps have words of their own. */
function useExitName(): (exit: string) => string {
  const exits = useTranslations("flowSteps.exits");
  const statuses = useTranslations("status");
  return (exit) =>
    exits.has(exit as never)
      ? exits(exit as never)
      : statuses.has(exit as never)
        ? statuses(exit as never)
        : exit;
}
