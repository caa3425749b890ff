"use client";

import type { ReactNode } from "react";
import { useFormatter } from "use-intl";
import { GridTip } from "@/components/charts/grid-tip";
import { useGrid } from "@/components/charts/use-grid";
import { cn } from "@/components/ui/cn";
import { heatClass } from "@/components/ui/heat";
import { type HeatCell, type HeatRow, heatCells } from "./view-model";

type Props = {
  /** Names the table. */
  readonly label: string;
  /** What the rows are, for the corner cell. */
  readonly corner: string;
  readonly columns: readonly { readonly key: string; readonly label: ReactNode }[];
  readonly rows: readonly (HeatRow & { readonly label: ReactNode })[];
  readonly scale: "row" | "all";
  /** The sentence of a cell, shown beside it and read out. */
  readonly explain: (cell: HeatCell, row: number, column: number) => string;
  readonly className?: string;
};

/** Counts as coloured cells with their numbers in them: a table to screen readers, a picture to the rest. */
export function Heatmap({ label, corner, columns, rows, scale, explain, className }: Props) {
  const format = useFormatter();
  const cells = heatCells(rows, scale);
  const { pointed, gridProps, cellProps } = useGrid({ rows: rows.length, columns: columns.length });
  const shown = pointed && cells[pointed.row]?.[pointed.column];
  return (
    <section aria-label={label} className={cn("relative overflow-x-auto", className)}>
      <table
        aria-label={label}
        {...gridProps}
        className="w-full border-separate border-spacing-0.5 text-center"
      >
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 z-10 bg-surface text-left">
              <span className="sr-only">{corner}</span>
            </th>
            {columns.map((column) => (
              <th key={column.key} scope="col" className="h-5 font-normal text-2xs text-ink-muted">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.key}>
              <th
                scope="row"
                className="sticky left-0 z-10 whitespace-nowrap bg-surface pr-2 text-left font-medium text-xs"
              >
                {row.label}
              </th>
              {cells[r]?.map((cell, c) => (
                <td key={columns[c]?.key} className="p-0">
                  <div
                    {...cellProps({ row: r, column: c })}
                    className={cn(
                      "grid h-8 min-w-8 place-items-center rounded-sm text-2xs tabular-nums transition-colors hover:outline hover:outline-ink focus-visible:outline-offset-0",
                      heatClass(row.ramp, cell.strength),
                    )}
                  >
                    <span className="sr-only">{explain(cell, r, c)}</span>
                    <span aria-hidden>{cell.value === 0 ? "" : format.number(cell.value, "compact")}</span>
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <GridTip anchor={shown ? (pointed?.element ?? null) : null}>
        {shown && pointed && explain(shown, pointed.row, pointed.column)}
      </GridTip>
    </section>
  );
}
