"use client";

import { useFormatter, useNow, useTimeZone, useTranslations } from "use-intl";
import { cn } from "./cn";
import { utcOffset } from "./utc-offset";

type Props = {
  /** ISO 8601, or a Date. */
  readonly value: string | Date;
  /** IANA zone; default: the workspace's. */
  readonly timeZone?: string;
  readonly format?: "moment" | "exact" | "day" | "time";
  /** Adds the zone's distance to UTC, e.g. "UTC+08:00". */
  readonly showZone?: boolean;
  readonly className?: string;
};

/** A moment in local time; the same moment in UTC as its title. */
export function DateTime({ value, timeZone, format = "moment", showZone, className }: Props) {
  const formatter = useFormatter();
  const t = useTranslations("ui");
  const date = typeof value === "string" ? new Date(value) : value;
  const workspaceZone = useTimeZone();
  const local = formatter.dateTime(date, format, timeZone === undefined ? undefined : { timeZone });
  const utc = t("utc", { time: formatter.dateTime(date, "exact", { timeZone: "UTC" }) });
  return (
    <time
      dateTime={date.toISOString()}
      title={utc}
      className={cn("whitespace-nowrap tabular-nums", className)}
    >
      {local}
      {showZone && ` ${utcOffset(date, timeZone ?? workspaceZone)}`}
    </time>
  );
}

/** "3 minutes ago", kept current; the exact UTC time as its title. */
export function TimeAgo({ value, className }: Pick<Props, "value" | "className">) {
  const formatter = useFormatter();
  const t = useTranslations("ui");
  const now = useNow({ updateInterval: 10_000 }); // ms
  const date = typeof value === "string" ? new Date(value) : value;
  // A server's clock may be ahead of the browser's by a little; "in 2 seconds" would look absurd.
  const past = Math.min(date.getTime(), now.getTime());
  return (
    <time
      dateTime={date.toISOString()}
      title={t("utc", { time: formatter.dateTime(date, "exact", { timeZone: "UTC" }) })}
      className={cn("whitespace-nowrap", className)}
    >
      {formatter.relativeTime(past, now)}
    </time>
  );
}
