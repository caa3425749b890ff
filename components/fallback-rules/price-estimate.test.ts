import { expect, test } from "vitest";
import type { Price } from "@/lib/domain/fallback/price";
import { personPrice } from "./price-estimate";

const price = (country: string, unitPrice: string, over: Partial<Price> = {}): Price => ({
  channel: "sms",
  country,
  provider: "*",
  unitPrice,
  currency: "USD",
  validFrom: 0,
  ...over,
});
const QUERY = { channel: "sms", provider: "twilio", at: 1000 } as const;

test.each([
  {
    why: "one price for all",
    table: [price("*", "0.01")],
    says: { from: 20_000, to: 20_000, everywhere: true },
  },
  {
    why: "countries differ",
    table: [price("US", "0.01"), price("GB", "0.04")],
    says: { from: 20_000, to: 80_000, everywhere: false },
  },
  {
    why: "a country beside the rest",
    table: [price("*", "0.05"), price("US", "0.01")],
    says: { from: 20_000, to: 100_000, everywhere: true },
  },
  {
    why: "other providers' prices don't count",
    table: [price("*", "0.01", { provider: "sinch" })],
    says: null,
  },
  { why: "nor other currencies", table: [price("*", "0.01", { currency: "EUR" })], says: null },
  { why: "nor prices to come", table: [price("*", "0.01", { validFrom: 2000 })], says: null },
])("two segments: $why", ({ table, says }) => {
  expect(personPrice(table, "USD", QUERY, 2)).toEqual(says);
});
