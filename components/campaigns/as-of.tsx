"use client";

import { useFormatter, useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { DateTime } from "@/components/ui/date-time";
import { Tooltip } from "@/components/ui/tooltip";

type Props = {
  /** ISO 8601; the server's clock when it made the numbers. */
  readonly asOf: string;
  /** Whether statuses arrive just now. */
  readonly live: boolean;
  /** The last poll failed, so the numbers grow old. */
  readonly failed: boolean;
};

/** How fresh the numbers are, in words, shape and colour. */
export function AsOf({ asOf, live, failed }: Props) {
  const t = useTranslations("metrics");
  const state = failed ? "stale" : live ? "live" : "paused";
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap text-ink-muted text-xs">
      <span
        className={cn(
          "inline-flex h-5 items-center gap-1.5 rounded-full px-2 font-medium",
          state === "live" && "bg-ok-soft text-ok-text",
          state === "paused" && "bg-status-accepted-soft text-ink-muted",
          state === "stale" && "bg-warn-soft text-warn-text",
        )}
      >
        <span
          aria-hidden
          className={cn("size-1.5 rounded-full bg-current", state === "live" && "motion-safe:animate-pulse")}
        />
        {t(state)}
      </span>
      <Moment asOf={asOf} failed={failed} />
    </span>
  );
}

function Moment({ asOf, failed }: Pick<Props, "asOf" | "failed">) {
  const t = useTranslations("metrics");
  const format = useFormatter();
  const moment = t.rich("asOf", { time: () => <DateTime value={asOf} format="time" /> });
  if (!failed) return <span>{moment}</span>;
  return (
    <Tooltip content={t("staleWhy", { time: format.dateTime(new Date(asOf), "exact") })}>
      <button type="button" className="cursor-help rounded-sm underline decoration-dotted underline-offset-4">
        {moment}
      </button>
    </Tooltip>
  );
}
