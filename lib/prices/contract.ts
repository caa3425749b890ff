import { z } from "zod";
import { instant, text } from "@/lib/contracts/text";
import { PRICED_CHANNELS } from "@/lib/domain/fallback/price";
import { IMPORT_MODES, MAX_PRICE_FILE } from "@/lib/prices/choices";

export const listPricesInput = z.strictObject({});
export const exportPricesInput = z.strictObject({});
export const loadExampleInput = z.strictObject({});

export const importPricesInput = z.strictObject({
  csv: text(MAX_PRICE_FILE).describe(
    "With the header channel,country,provider,unit_price,currency,valid_from.",
  ),
  mode: z
    .enum(IMPORT_MODES)
    .describe(
      "`replace`: the file is the whole table from now on. `add`: what is there stays; a price for the same channel, country, provider and time is replaced.",
    ),
});

export const priceView = z.strictObject({
  channel: z.enum(PRICED_CHANNELS),
  country: z.string().describe("ISO 3166-1 alpha-2, or * for any."),
  provider: z.string().describe("A provider's id, or * for any."),
  unitPrice: z.string().describe("Of a segment of an SMS, or of a started minute of a call; a decimal."),
  currency: z.string(),
  validFrom: instant,
});

export const priceTable = z.strictObject({
  currency: z.string().describe("The workspace's; every price is in it."),
  items: z.array(priceView),
});

export const importedPrices = z.strictObject({
  imported: z.int().describe("Prices that the file held."),
  total: z.int().describe("Prices that the workspace has now."),
});

export type PriceView = z.output<typeof priceView>;
export type PriceTable = z.output<typeof priceTable>;
export type ImportPricesInput = z.output<typeof importPricesInput>;
export type ImportedPrices = z.output<typeof importedPrices>;
