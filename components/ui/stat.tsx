import type { ReactNode } from "react";
import { cn } from "./cn";

type Props = {
  /** Wrap it in `InlineTip` where a formula explains it. */
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** A second line, e.g. the rate or what it is compared with. */
  readonly detail?: ReactNode;
  readonly className?: string;
};

/** One figure with its name. Put several into `StatGroup`. */
export function Stat({ label, value, detail, className }: Props) {
  return (
    <div className={cn("flex min-w-0 flex-col gap-0.5 bg-surface px-4 py-3.5 sm:px-5", className)}>
      <dt className="text-ink-muted text-xs">{label}</dt>
      <dd className="font-semibold text-2xl tabular-nums tracking-tight">{value}</dd>
      {detail && <dd className="text-ink-muted text-xs tabular-nums">{detail}</dd>}
    </div>
  );
}

/** Figures side by side in one frame, divided by hairlines; wraps on narrow screens. */
export function StatGroup({
  children,
  className,
}: {
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <dl
      className={cn(
        "grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-px overflow-hidden rounded-xl border border-line bg-line shadow-card",
        className,
      )}
    >
      {children}
    </dl>
  );
}
