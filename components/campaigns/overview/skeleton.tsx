"use client";

import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { StatGroup } from "@/components/ui/stat";
import { FIVE_FIGURES } from "./strip";

const FIGURES = ["attempted", "delivery", "read", "rejected", "silent"];
const ROWS = [1, 2, 3, 4, 5, 6, 7];

/** The overview's shape while it loads, so that nothing jumps. */
export function OverviewSkeleton() {
  const t = useTranslations("ui");
  return (
    <div role="status" aria-label={t("loading")} className="flex flex-col gap-5">
      <StatGroup className={FIVE_FIGURES}>
        {FIGURES.map((name) => (
          <div key={name} className="flex flex-col gap-2 bg-surface px-5 py-4">
            <Skeleton className="h-3 w-20" />
            <Skeleton className="h-7 w-24" />
            <Skeleton className="h-3 w-16" />
          </div>
        ))}
      </StatGroup>
      <Card flush>
        <div className="flex flex-col gap-3 p-5">
          <Skeleton className="mb-2 h-8 w-80 max-w-full" />
          {ROWS.map((row) => (
            <div
              key={row}
              className="grid grid-cols-[2fr_repeat(2,1fr)] gap-2 sm:grid-cols-[2fr_repeat(5,1fr)]"
            >
              <Skeleton className="h-10" />
              {FIGURES.map((name, index) => (
                <Skeleton key={name} className={index > 1 ? "h-10 max-sm:hidden" : "h-10"} />
              ))}
            </div>
          ))}
        </div>
      </Card>
    </div>
  );
}
