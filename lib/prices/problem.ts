import type { PriceColumn } from "./columns";

/** `not_csv` to `too_many` concern the file, `quotes` to `repeated` a line; the others are a column's. */
export type PriceCause =
  | "not_csv"
  | "empty"
  | "missing_column"
  | "unknown_column"
  | "repeated_column"
  | "too_many"
  | "quotes"
  | "cells"
  | "repeated"
  | PriceColumn;

export type PriceProblem = {
  /** As editors count, from 1. */
  readonly line: number;
  readonly column: PriceColumn | null;
  readonly cause: PriceCause;
  /** What stands there, shortened. */
  readonly found: string;
  /** What is wrong and what to write instead, in English; `cause` is for translations. */
  readonly message: string;
};

export type CellCheck<Value> = { readonly value: Value } | { readonly message: string };

const MAX_SHOWN = 40;
export const shown = (text: string): string =>
  text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;

/** A mistake of the file or of a whole line. */
export function lineProblem(line: number, cause: PriceCause, message: string, found = ""): PriceProblem {
  return { line, column: null, cause, found: shown(found), message: `Line ${line}: ${message}` };
}

export function cellProblem(line: number, column: PriceColumn, found: string, message: string): PriceProblem {
  return {
    line,
    column,
    cause: column,
    found: shown(found),
    message: `Line ${line}, column ${column}: ${message}`,
  };
}
