"use client";

import { Progress as Base } from "@base-ui/react/progress";
import type { ReactNode } from "react";
import { cn } from "./cn";

type Props = {
  readonly label: ReactNode;
  /** 0..max; null while the end is not known. */
  readonly value: number | null;
  readonly max?: number;
  /** Text at the right, e.g. "1,200 of 5,000". */
  readonly detail?: string;
  readonly className?: string;
};

export function Progress({ label, value, max = 100, detail, className }: Props) {
  return (
    <Base.Root
      value={value}
      max={max}
      getAriaValueText={detail === undefined ? undefined : () => detail}
      className={cn("flex flex-col gap-1.5", className)}
    >
      <span className="flex items-baseline justify-between gap-3 text-sm">
        <Base.Label>{label}</Base.Label>
        {detail && <span className="text-ink-muted text-xs tabular-nums">{detail}</span>}
      </span>
      <Base.Track className="h-1.5 overflow-hidden rounded-full bg-hover">
        <Base.Indicator className="h-full rounded-full bg-accent transition-[width] duration-300 data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
      </Base.Track>
    </Base.Root>
  );
}
