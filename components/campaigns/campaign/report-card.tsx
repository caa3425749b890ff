"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";

type Props<Data> = {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly flush?: boolean;
  readonly query: UseQueryResult<Data>;
  /** Whether there is nothing to draw yet; `nothing` then says so. */
  readonly isEmpty: (data: Data) => boolean;
  readonly nothing?: string;
  /** Stands in while it loads; give it the content's height where that is known. */
  readonly placeholder?: ReactNode;
  readonly className?: string;
  readonly children: (data: Data) => ReactNode;
};

/** A card around one report: its loading, empty and failed states are the same everywhere. */
export function ReportCard<Data>({
  title,
  description,
  actions,
  flush,
  query,
  isEmpty,
  nothing,
  placeholder,
  className,
  children,
}: Props<Data>) {
  const { data, error } = query;
  const empty = data !== undefined && isEmpty(data);
  return (
    <Card
      title={title}
      description={description}
      actions={actions}
      flush={flush && data !== undefined && !empty}
      className={className}
    >
      <Body
        query={query}
        nothing={empty ? nothing : undefined}
        empty={empty}
        error={error}
        placeholder={placeholder}
      >
        {data !== undefined && !empty && children(data)}
      </Body>
    </Card>
  );
}

type BodyProps = {
  readonly query: UseQueryResult<unknown>;
  readonly empty: boolean;
  readonly nothing: string | undefined;
  readonly placeholder: ReactNode;
  readonly error: Error | null;
  readonly children: ReactNode;
};

function Body({ query, empty, nothing, placeholder, error, children }: BodyProps) {
  const t = useTranslations("campaign");
  const ui = useTranslations("ui");
  if (empty) return <p className="py-6 text-center text-ink-muted text-sm">{nothing ?? t("nothingYet")}</p>;
  if (query.data !== undefined) return children;
  if (error) {
    return (
      <ErrorState
        title={t("cardFailed")}
        onRetry={() => query.refetch()}
        retrying={query.isFetching}
        className="py-6"
      >
        {error.message}
      </ErrorState>
    );
  }
  return (
    <div role="status" aria-label={ui("loading")} className="flex flex-col gap-3 py-2">
      {placeholder ?? <Lines />}
    </div>
  );
}

function Lines() {
  return (
    <>
      <Skeleton className="h-6" />
      <Skeleton className="h-6 w-4/5" />
      <Skeleton className="h-6 w-3/5" />
    </>
  );
}
