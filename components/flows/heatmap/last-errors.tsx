"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import { flowPeopleQuery } from "@/lib/client/flow-heatmap";
import type { FlowPeopleQuery } from "@/lib/reports/flow/people-contract";
import { useDetailWords } from "./use-detail-words";

const LOOKED_AT = "50";

/** Why the last visits of a step failed, the commonest cause first. */
export function LastErrors({
  flowId,
  params,
}: {
  readonly flowId: string;
  readonly params: FlowPeopleQuery;
}) {
  const t = useTranslations("flowHeatmap.people");
  const words = useDetailWords();
  const { data } = useInfiniteQuery(flowPeopleQuery(flowId, { ...params, limit: LOOKED_AT }));
  const last = data?.pages[0]?.items ?? [];
  if (last.length === 0) return null;
  const causes = new Map<string, number>();
  for (const { detail } of last) {
    const cause = words(detail);
    causes.set(cause, (causes.get(cause) ?? 0) + 1);
  }
  const sorted = [...causes].sort(([, a], [, b]) => b - a);
  return (
    <Notice tone="danger" title={t("errors")}>
      <ul className="flex flex-col gap-1">
        {sorted.map(([cause, count]) => (
          <li key={cause}>
            {cause} <span className="text-xs">{t("errorCount", { count, whole: last.length })}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
