"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { Order, Sort } from "./rows";

type Props = {
  readonly sort: Sort;
  readonly active: Sort;
  readonly order: Order;
  readonly onSort: (sort: Sort) => void;
  /** Makes its button a cell of the grid. */
  readonly cell: { readonly "data-cell": string; readonly tabIndex: number };
  readonly numeric?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A column's name that sorts by it; the arrow shows only where the order is, to keep the head calm. */
export function SortHeader({ sort, active, order, onSort, cell, numeric, className, children }: Props) {
  const isActive = sort === active;
  const Icon = isActive && order === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={isActive ? order : undefined}
      className={cn(
        "sticky top-0 z-10 h-10 border-line border-b bg-sunken px-1 font-medium text-ink-muted text-xs",
        numeric && "text-right",
        className,
      )}
    >
      <button
        type="button"
        {...cell}
        onClick={() => onSort(sort)}
        className={cn(
          "group/sort inline-flex h-8 items-center gap-1.5 whitespace-nowrap rounded-sm hover:text-ink focus-visible:outline-offset-0",
          numeric && "flex-row-reverse px-1.5",
          isActive && "text-ink",
        )}
      >
        <span className="inline-flex items-center gap-1.5">{children}</span>
        <Icon
          aria-hidden
          className={cn(
            "size-3 shrink-0",
            !isActive && "opacity-0 group-hover/sort:opacity-60 max-sm:hidden",
          )}
        />
      </button>
    </th>
  );
}
