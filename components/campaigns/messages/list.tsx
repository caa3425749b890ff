"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { KeyPagination } from "@/components/ui/key-pagination";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type MessagePage, messagesChange, messagesQuery } from "@/lib/client/messages";
import { useLivePolling } from "@/lib/client/use-live-polling";
import { MessageFilters } from "./filters";
import { MessageTable } from "./table";
import { NO_FILTER, useMessageFilter } from "./use-message-filter";

type Props = {
  /** Null: the messages of all campaigns. */
  readonly campaignId: number | null;
  /** Viewers see masked numbers and search for whole ones only. */
  readonly mayUsePrefix: boolean;
};

export function MessageList({ campaignId, mayUsePrefix }: Props) {
  const filter = useMessageFilter(campaignId);
  return (
    <Card flush>
      <MessageFilters filter={filter} mayUsePrefix={mayUsePrefix} />
      {/* Another filter is another list: it begins at its first page. */}
      <Pages key={JSON.stringify(filter.query)} filter={filter} mayUsePrefix={mayUsePrefix} />
    </Card>
  );
}

function Pages({
  filter,
  mayUsePrefix,
}: Pick<Props, "mayUsePrefix"> & { readonly filter: ReturnType<typeof useMessageFilter> }) {
  const t = useTranslations("campaign.messages");
  const ui = useTranslations("ui");
  /** Cursors of the pages that were left behind, the first page's being undefined. */
  const [trail, setTrail] = useState<readonly (string | undefined)[]>([undefined]);
  const cursor = trail.at(-1);
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery({
    ...messagesQuery({ ...filter.query, ...(cursor ? { cursor } : {}) }),
    ...useLivePolling<MessagePage>(messagesChange),
    placeholderData: keepPreviousData,
  });
  if (!data) {
    if (!error) return <SkeletonRows rows={10} label={ui("loading")} />;
    return (
      <ErrorState title={t("failed")} onRetry={() => refetch()} retrying={isFetching}>
        {error.message}
      </ErrorState>
    );
  }
  if (data.items.length === 0 && trail.length === 1) {
    return (
      <EmptyState
        icon={<Inbox />}
        title={t("empty.title")}
        action={<Button onClick={() => filter.setFilter(NO_FILTER)}>{t("clear")}</Button>}
      >
        {t("empty.text")}
      </EmptyState>
    );
  }
  const next = data.nextCursor;
  return (
    <>
      <div
        className={cn("transition-opacity", isPlaceholderData && "opacity-60")}
        aria-busy={isPlaceholderData}
      >
        <MessageTable messages={data.items} />
      </div>
      <KeyPagination
        newer={trail.length > 1 ? () => setTrail(trail.slice(0, -1)) : null}
        older={next ? () => setTrail([...trail, next]) : null}
        loading={isPlaceholderData}
        summary={mayUsePrefix ? t("first") : t("masked")}
      />
    </>
  );
}
