"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";

type Props = { readonly anchor: Element | null; readonly children: ReactNode };

const GridTipWindow = lazy(async () => ({ default: (await import("./grid-tip-window")).GridTipWindow }));

/**
 * One explanation for a whole grid, beside the cell that is pointed at: thousands of cells with a tooltip
 * each would be slow. Screen readers get the same words from the cell's own label.
 */
export function GridTip({ anchor, children }: Props) {
  const [wanted, setWanted] = useState(false);
  if (anchor && !wanted) setWanted(true);
  return (
    wanted && (
      <Suspense>
        <GridTipWindow anchor={anchor}>{children}</GridTipWindow>
      </Suspense>
    )
  );
}
