import type { Price } from "@/lib/domain/message/status-event";
import { type Json, text } from "@/lib/providers/shared/json";

/** No message and no call costs as much; a larger amount is a broken payload. */
const CEILING = 1_000_000;

const DECIMAL = /^-?(\d+(\.\d+)?|\.\d+)(e-?\d+)?$/i;

/**
 * A price as a provider writes it: a number or text, negative where it is a charge to the account.
 * @param count - units that the price is for, e.g. segments or seconds.
 * @returns undefined when the amount or the currency can't be read.
 */
export function priceOf(amount: Json, currency: Json, count = 1): Price | undefined {
  const written = text(amount);
  const code = text(currency)?.toUpperCase();
  if (written === undefined || !DECIMAL.test(written)) return undefined;
  if (code === undefined || !/^[A-Z]{3}$/.test(code)) return undefined;
  const total = Math.abs(Number(written) * count);
  if (!(total < CEILING)) return undefined;
  // Eight places are finer than any price list, and round off what binary fractions add.
  return { amount: total.toFixed(8).replace(/\.?0+$/, ""), currency: code };
}
