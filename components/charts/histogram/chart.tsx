"use client";

import { GridTip } from "@/components/charts/grid-tip";
import { useGrid } from "@/components/charts/use-grid";
import { cn } from "@/components/ui/cn";
import { barHeights } from "./view-model";

type Props = {
  readonly label: string;
  readonly bars: readonly { readonly key: string; readonly n: number; readonly tick: string }[];
  /** The sentence of a bar, shown beside it and read out. */
  readonly explain: (index: number) => string;
  /** Colour of the bars. */
  readonly fill: string;
};

/** Upright bars with a tick at the upper end of each; a list to screen readers. */
export function Histogram({ label, bars, explain, fill }: Props) {
  const { pointed, gridProps, cellProps } = useGrid({ rows: 1, columns: bars.length });
  const heights = barHeights(bars.map(({ n }) => n));
  // With many bars every other tick would collide with its neighbour on a phone.
  const every = bars.length > 12 ? 3 : bars.length > 7 ? 2 : 1;
  return (
    <>
      <ul aria-label={label} {...gridProps} className="relative flex h-40 items-stretch gap-1">
        {bars.map((bar, index) => (
          <li key={bar.key} className="flex min-w-0 flex-1 flex-col">
            <div
              {...cellProps({ row: 0, column: index })}
              className="group flex flex-1 flex-col justify-end rounded-sm focus-visible:outline-offset-0"
            >
              <span className="sr-only">{explain(index)}</span>
              <span
                aria-hidden
                className={cn(
                  "block rounded-t-sm transition-[height] duration-500 group-hover:opacity-80",
                  fill,
                  bar.n > 0 && "min-h-0.5",
                )}
                style={{ height: `${(heights[index] ?? 0) * 100}%` }}
              />
            </div>
            <span aria-hidden className="relative h-5 border-line-strong border-t">
              {index % every === every - 1 && (
                <span className="absolute top-1 right-0 translate-x-1/2 whitespace-nowrap text-2xs text-ink-muted last:translate-x-0">
                  {bar.tick}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <GridTip anchor={pointed?.element ?? null}>{pointed && explain(pointed.column)}</GridTip>
    </>
  );
}
