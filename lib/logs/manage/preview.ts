import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { namesIn } from "@/lib/domain/flow/fill";
import { formatRow, type RowFormat } from "@/lib/logs/format-row";
import type { LogSource } from "@/lib/logs/row";
import { wordsOf } from "@/lib/logs/words";

const EXAMPLES = { name: "Maria", order_id: "A-1042" };

/** Null variables: an example for each that is named. */
type Sample = Omit<LogSource, "variables"> & { readonly variables: LogSource["variables"] | null };

const SAMPLE: Sample = {
  occurredAt: Date.UTC(2026, 10, 22, 13, 5, 9),
  status: "delivered",
  rawStatus: "delivered",
  errorCode: null,
  errorText: null,
  campaignId: 1,
  campaignName: "Autumn offers",
  messageId: "1",
  providerMessageId: "wamid.HBgLMTIwMjU1NTAxMjM",
  recipient: "+12025550123",
  recipientUserId: null,
  sender: "+12025550100",
  country: "US",
  timeZone: "America/New_York",
  template: "autumn_offer",
  channel: "whatsapp",
  provider: "meta",
  connectionName: "WhatsApp",
  variables: null,
  cells: null,
};

const SAMPLES: readonly Sample[] = [
  SAMPLE,
  {
    ...SAMPLE,
    status: "rejected",
    rawStatus: "failed",
    errorCode: "131026",
    errorText: "Message undeliverable",
    recipient: "+12025550147",
    variables: {},
  },
];

/** Every variable that the columns name: where nobody knows a value, its name shows where it will stand. */
function exampleValues({ columns }: RowFormat): Record<string, string> {
  const names = columns.flatMap(({ value }) => namesIn(value));
  return { ...Object.fromEntries(names.map((name) => [name, `‹${name}›`])), ...EXAMPLES };
}

/** Two rows as a log with these columns would write them. */
export async function previewLog(ctx: Context, format: RowFormat): Promise<{ rows: string[][] }> {
  requireRole(ctx, "operator");
  return {
    rows: SAMPLES.map(({ variables, ...sample }) => {
      const source = { ...sample, variables: variables ?? exampleValues(format) };
      return [...formatRow(source, wordsOf(source, format.locale), format).cells];
    }),
  };
}
