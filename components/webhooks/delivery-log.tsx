"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/settings/use-change";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { KeyPagination } from "@/components/ui/key-pagination";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import { useLivePolling } from "@/lib/client/use-live-polling";
import { deliveriesChange, deliveriesQuery } from "@/lib/client/webhooks";
import { DELIVERY_STATES, type DeliveryState } from "@/lib/domain/webhook-out/events";
import type { DeliveryPage, replayed } from "@/lib/webhooks-out/contract";
import { DeliveryDialog } from "./delivery-dialog";
import { DeliveryTable } from "./delivery-table";
import { ReplayFailed } from "./replay-failed";

type Filter = DeliveryState | "all";

/** What was sent to an endpoint and what came back, live. */
export function DeliveryLog({ endpointId }: { readonly endpointId: string }) {
  const t = useTranslations("webhooks");
  const [filter, setFilter] = useState<Filter>("all");
  const options = [
    { value: "all" as Filter, label: t("all") },
    ...DELIVERY_STATES.map((value) => ({ value: value as Filter, label: t(`states.${value}`) })),
  ];
  return (
    <Card
      flush
      title={t("log")}
      description={t("logText")}
      actions={
        <>
          <Select<Filter>
            aria-label={t("filter")}
            options={options}
            value={filter}
            onValueChange={setFilter}
            className="w-44"
          />
          <ReplayFailed endpointId={endpointId} />
        </>
      }
    >
      <Pages key={filter} endpointId={endpointId} filter={filter} />
    </Card>
  );
}

function Pages({ endpointId, filter }: { readonly endpointId: string; readonly filter: Filter }) {
  const t = useTranslations("webhooks");
  const ui = useTranslations("ui");
  const errorText = useErrorText();
  const change = useChange();
  const client = useQueryClient();
  const [shown, setShown] = useState<string | null>(null);
  /** Cursors of the pages that were left behind, the first page's being undefined. */
  const [trail, setTrail] = useState<readonly (string | undefined)[]>([undefined]);
  const cursor = trail.at(-1);
  const { data, error, refetch, isFetching } = useQuery({
    ...deliveriesQuery(endpointId, {
      ...(filter === "all" ? {} : { state: filter }),
      ...(cursor ? { cursor } : {}),
    }),
    ...useLivePolling<DeliveryPage>(deliveriesChange),
    placeholderData: keepPreviousData,
  });
  const replay = (id: string) =>
    change(async () => {
      const address = `/api/settings/webhooks/${endpointId}/deliveries/${id}/replay`;
      const { replayed: count } = await sendJson<typeof replayed>("POST", address, {
        body: {},
        has: ["replayed"],
      });
      await client.invalidateQueries({ queryKey: ["webhooks", endpointId] });
      return t("replayed", { count });
    });
  if (!data) {
    if (!error) return <SkeletonRows rows={5} label={ui("loading")} />;
    return (
      <ErrorState title={t("logFailed")} onRetry={() => refetch()} retrying={isFetching}>
        {errorText(error)}
      </ErrorState>
    );
  }
  if (data.items.length === 0 && trail.length === 1)
    return (
      <EmptyState icon={<Send aria-hidden />} title={t(filter === "all" ? "logEmpty" : "logNone")}>
        {t(filter === "all" ? "logEmptyText" : "logNoneText")}
      </EmptyState>
    );
  const next = data.nextCursor;
  return (
    <>
      <DeliveryTable deliveries={data.items} onShow={setShown} onReplay={(id) => void replay(id)} />
      <KeyPagination
        newer={trail.length > 1 ? () => setTrail(trail.slice(0, -1)) : null}
        older={next ? () => setTrail([...trail, next]) : null}
        summary={t("newest")}
      />
      {shown !== null && <DeliveryDialog endpointId={endpointId} id={shown} onClose={() => setShown(null)} />}
    </>
  );
}
