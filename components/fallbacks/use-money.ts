"use client";

import { useFormatter } from "use-intl";

const MICROS = 1_000_000;

/** Millionths of a currency in the reader's notation; small prices keep the places that tell them apart. */
export function useMoney(): (micros: number, currency: string) => string {
  const format = useFormatter();
  return (micros, currency) =>
    format.number(micros / MICROS, {
      style: "currency",
      currency,
      maximumFractionDigits: Math.abs(micros) < MICROS && micros !== 0 ? 4 : 2,
    });
}
