import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { formatRow, type RowFormat } from "@/lib/logs/format-row";
import type { LogSource } from "@/lib/logs/row";
import { wordsOf } from "@/lib/logs/words";

const SAMPLE: LogSource = {
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
  variables: { name: "Maria", order_id: "A-1042" },
  cells: null,
};

const SAMPLES: readonly LogSource[] = [
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

/** Two rows as a log with these columns would write them. */
export async function previewLog(ctx: Context, format: RowFormat): Promise<{ rows: string[][] }> {
  requireRole(ctx, "operator");
  return {
    rows: SAMPLES.map((sample) => [...formatRow(sample, wordsOf(sample, format.locale), format).cells]),
  };
}
