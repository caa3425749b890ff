"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { LinkButton } from "./link-button";

/** Where a direction leads: an address, an action, or null when there is nothing that way. */
type Target = string | (() => void) | null;
type Props = {
  readonly newer: Target;
  readonly older: Target;
  /** Text at the left, e.g. how many there are. */
  readonly summary?: ReactNode;
  readonly loading?: boolean;
};

function Step({
  target,
  label,
  start,
  end,
  loading,
}: {
  target: Target;
  label: string;
  start?: ReactNode;
  end?: ReactNode;
  loading?: boolean;
}) {
  if (typeof target === "string") {
    return (
      <LinkButton href={target} size="sm" scroll={false}>
        {start}
        {label}
        {end}
      </LinkButton>
    );
  }
  return (
    <Button
      size="sm"
      disabled={target === null}
      loading={loading && target !== null}
      onClick={target ?? undefined}
    >
      {start}
      {label}
      {end}
    </Button>
  );
}

/** Newer and Older: lists are paged by key, so there are no page numbers. */
export function KeyPagination({ newer, older, summary, loading }: Props) {
  const t = useTranslations("ui");
  return (
    <nav
      aria-label={t("pages")}
      className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5"
    >
      <span className="text-ink-muted text-xs tabular-nums">{summary}</span>
      <span className="flex gap-2">
        <Step target={newer} label={t("newer")} start={<ChevronLeft aria-hidden />} loading={loading} />
        <Step target={older} label={t("older")} end={<ChevronRight aria-hidden />} loading={loading} />
      </span>
    </nav>
  );
}
