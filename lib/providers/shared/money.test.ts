import { expect, test } from "vitest";
import { priceOf } from "./money";

test.each([
  { amount: "-0.00750", currency: "usd", count: 1, price: { amount: "0.0075", currency: "USD" } },
  { amount: 0.1, currency: "EUR", count: 3, price: { amount: "0.3", currency: "EUR" } },
  { amount: "10", currency: "EUR", count: 10, price: { amount: "100", currency: "EUR" } },
  { amount: 0, currency: "EUR", count: 2, price: { amount: "0", currency: "EUR" } },
  { amount: 1e-7, currency: "EUR", count: 1, price: { amount: "0.0000001", currency: "EUR" } },
  { amount: "1e300", currency: "EUR", count: 1, price: undefined },
  { amount: "0.01", currency: "EUR", count: Number.NaN, price: undefined },
  { amount: null, currency: "EUR", count: 1, price: undefined },
  { amount: "free", currency: "EUR", count: 1, price: undefined },
  { amount: "1", currency: "euro", count: 1, price: undefined },
])("$amount $currency × $count", ({ amount, currency, count, price }) => {
  expect(priceOf(amount, currency, count)).toEqual(price);
});
