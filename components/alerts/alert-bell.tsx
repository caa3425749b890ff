"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { openAlertsQuery } from "@/lib/client/alerts";

/** Milliseconds between two looks: an alert is for minutes, not for seconds. */
const LOOK_EVERY = 30_000;

/** Leads to the alerts, and shows how many nobody has seen to. */
export function AlertBell({ initial }: { readonly initial: number }) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const { data } = useQuery({
    ...openAlertsQuery(),
    initialData: { open: initial },
    refetchInterval: LOOK_EVERY,
    staleTime: LOOK_EVERY,
  });
  const { open } = data;
  return (
    <Link
      href="/alerts"
      aria-label={t("alerts", { count: open })}
      aria-current={pathname === "/alerts" ? "page" : undefined}
      className="flex h-10 shrink-0 items-center gap-2.5 rounded-md px-2 font-medium text-ink-muted transition-colors hover:bg-hover hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-accent-text lg:h-8"
    >
      <Bell aria-hidden className="size-4 shrink-0" />
      <span aria-hidden className="max-lg:hidden">
        {t("alertsLabel")}
      </span>
      {open > 0 && (
        <span
          aria-hidden
          className="ml-auto grid h-5 min-w-5 place-items-center rounded-full bg-danger px-1.5 font-semibold text-2xs text-danger-fg tabular-nums"
        >
          {open > 99 ? "99+" : open}
        </span>
      )}
    </Link>
  );
}
