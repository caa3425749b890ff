"use client";

import { type FocusEvent, type KeyboardEvent, type MouseEvent, useState } from "react";

/** A cell of a grid; row -1 is the header. */
export type GridPoint = { readonly row: number; readonly column: number };
type Pointed = GridPoint & { readonly element: HTMLElement };

type Options = {
  readonly rows: number;
  readonly columns: number;
  /** Called when the cell to go to is not in the document, as in a list that draws only what is in sight. */
  readonly onMissing?: (row: number) => void;
};

const nameOf = ({ row, column }: GridPoint): string => `${row}:${column}`;

function pointOf(target: EventTarget): Pointed | null {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;
  const [row, column] = (element?.dataset.cell ?? "").split(":").map(Number);
  return element && row !== undefined && column !== undefined ? { row, column, element } : null;
}

/** Marks a cell's focusable element. @param active - the cell that the Tab key comes to; null: none of these */
export const cellProps = (point: GridPoint, active: GridPoint | null) => ({
  "data-cell": nameOf(point),
  tabIndex: point.row === active?.row && point.column === active.column ? 0 : -1,
});

/** Where a key leads from a cell, or null for keys that are none of ours. */
export function nextPoint(
  key: string,
  { row, column }: GridPoint,
  { rows, columns }: Pick<Options, "rows" | "columns">,
  withControl: boolean,
): GridPoint | null {
  const to = (r: number, c: number): GridPoint => ({
    row: Math.min(rows - 1, Math.max(-1, r)),
    column: Math.min(columns - 1, Math.max(0, c)),
  });
  if (key === "ArrowUp") return to(row - 1, column);
  if (key === "ArrowDown") return to(row + 1, column);
  if (key === "ArrowLeft") return to(row, column - 1);
  if (key === "ArrowRight") return to(row, column + 1);
  if (key === "PageUp") return to(Math.max(0, row - 10), column);
  if (key === "PageDown") return to(row + 10, column);
  if (key === "Home") return to(withControl ? 0 : row, 0);
  if (key === "End") return to(withControl ? rows - 1 : row, columns - 1);
  return null;
}

/**
 * A table as one stop of the Tab key: arrow keys move inside. Mark each cell's focusable element with
 * `cellProps`; `pointed` is the cell under the pointer or the focus, for one shared explanation.
 */
export function useGrid({ rows, columns, onMissing }: Options) {
  const [active, setActive] = useState<GridPoint>({ row: 0, column: 0 });
  const [pointed, setPointed] = useState<Pointed | null>(null);

  function focusCell(grid: HTMLElement, point: GridPoint): void {
    const find = (): HTMLElement | null => grid.querySelector(`[data-cell="${nameOf(point)}"]`);
    setActive(point);
    const found = find();
    if (found) {
      found.focus();
      return;
    }
    onMissing?.(point.row);
    // Two frames: one for the list to scroll, one for it to draw the row.
    requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()));
  }

  return {
    active,
    pointed,
    gridProps: {
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.key === "Escape") return setPointed(null);
        const from = pointOf(event.target);
        const to = from && nextPoint(event.key, from, { rows, columns }, event.ctrlKey || event.metaKey);
        if (!to) return;
        event.preventDefault();
        focusCell(event.currentTarget, to);
      },
      onFocus: (event: FocusEvent<HTMLElement>) => {
        const point = pointOf(event.target);
        if (!point) return;
        setActive(point);
        // A click focuses, too, but whoever clicks sees the explanation already.
        if (event.target.matches(":focus-visible")) setPointed(point);
      },
      onBlur: () => setPointed(null),
      onMouseOver: (event: MouseEvent<HTMLElement>) => {
        const point = pointOf(event.target);
        if (point?.element !== pointed?.element) setPointed(point);
      },
      onMouseLeave: () => setPointed(null),
    },
    cellProps: (point: GridPoint) => cellProps(point, active),
  };
}
