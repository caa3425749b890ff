"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/settings/use-change";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { KeyPagination } from "@/components/ui/key-pagination";
import { SegmentedControl } from "@/components/ui/radio-group";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { AlertPage } from "@/lib/alerts/contract";
import { alertsChange, alertsQuery } from "@/lib/client/alerts";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import { useLivePolling } from "@/lib/client/use-live-polling";
import { AlertItem } from "./alert-item";

const FILTERS = ["open", "resolved", "all"] as const;
type Filter = (typeof FILTERS)[number];

export function AlertList({ mayAct }: { readonly mayAct: boolean }) {
  const t = useTranslations("alerts");
  const [filter, setFilter] = useState<Filter>("open");
  const options = FILTERS.map((value) => ({ value, label: t(`filter.${value}`) }));
  return (
    <Card
      flush
      title={t("list")}
      actions={
        <SegmentedControl<Filter>
          aria-label={t("filter.label")}
          options={options}
          value={filter}
          onValueChange={setFilter}
        />
      }
    >
      <Pages key={filter} filter={filter} mayAct={mayAct} />
    </Card>
  );
}

function Pages({ filter, mayAct }: { readonly filter: Filter; readonly mayAct: boolean }) {
  const t = useTranslations("alerts");
  const ui = useTranslations("ui");
  const errorText = useErrorText();
  const change = useChange();
  const client = useQueryClient();
  /** Cursors of the pages that were left behind, the first page's being undefined. */
  const [trail, setTrail] = useState<readonly (string | undefined)[]>([undefined]);
  const cursor = trail.at(-1);
  const { data, error, refetch, isFetching } = useQuery({
    ...alertsQuery({ ...(filter === "all" ? {} : { state: filter }), ...(cursor ? { cursor } : {}) }),
    ...useLivePolling<AlertPage>(alertsChange),
    placeholderData: keepPreviousData,
  });
  const acknowledge = (id: string) =>
    change(async () => {
      await sendJson("POST", `/api/alerts/${id}/acknowledge`, { body: {} });
      await client.invalidateQueries({ queryKey: ["alerts"] });
      return t("acknowledged");
    });
  if (!data) {
    if (!error) return <SkeletonRows rows={4} label={ui("loading")} />;
    return (
      <ErrorState title={t("failed")} onRetry={() => refetch()} retrying={isFetching}>
        {errorText(error)}
      </ErrorState>
    );
  }
  if (data.items.length === 0 && trail.length === 1)
    return (
      <EmptyState icon={<BellOff aria-hidden />} title={t(filter === "open" ? "empty.open" : "empty.other")}>
        {t(filter === "open" ? "empty.openText" : "empty.otherText")}
      </EmptyState>
    );
  const next = data.nextCursor;
  return (
    <>
      <ul aria-label={t("list")} className="divide-y divide-line">
        {data.items.map((alert) => (
          <AlertItem
            key={alert.id}
            alert={alert}
            onAcknowledge={mayAct ? () => void acknowledge(alert.id) : undefined}
          />
        ))}
      </ul>
      <KeyPagination
        newer={trail.length > 1 ? () => setTrail(trail.slice(0, -1)) : null}
        older={next ? () => setTrail([...trail, next]) : null}
        summary={t("newest")}
      />
    </>
  );
}
