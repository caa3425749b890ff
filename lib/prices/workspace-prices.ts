import "server-only";
import { pricesOf } from "@/lib/prices/store";

/** The workspace's price table and the currency that its budgets are in, for features that spend. */
export const workspacePrices = pricesOf;
