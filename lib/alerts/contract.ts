import { z } from "zod";
import { id, pathId } from "@/lib/contracts/ids";
import { pageInput, pageOf } from "@/lib/contracts/page";
import { timeZoneInput } from "@/lib/contracts/person";
import { instant } from "@/lib/contracts/text";
import { ALERT_KINDS } from "@/lib/domain/alert/kinds";

export const ALERT_STATES = ["open", "resolved"] as const;

export const listAlertsInput = z.strictObject({ ...pageInput, state: z.enum(ALERT_STATES).optional() });
export const alertIdInput = z.strictObject({ id: pathId });

const email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email({ error: "Enter complete e-mail addresses, like ana@example.com." }));

export const alertSettingsInput = z
  .strictObject({
    disabledKinds: z.array(z.enum(ALERT_KINDS)),
    byMail: z.boolean(),
    recipients: z.array(email).max(50, "Use at most 50 addresses."),
    noWebhookMinutes: z.int().min(5, "Use 5 to 1440 minutes.").max(1440, "Use 5 to 1440 minutes."),
    budgetPercent: z.int().min(1, "Use 1 to 100 percent.").max(100, "Use 1 to 100 percent."),
  })
  .partial();

export const digestInput = z.strictObject({
  enabled: z.boolean(),
  hour: z.int().min(0).max(23),
  timeZone: timeZoneInput,
});

export const alertView = z.strictObject({
  id,
  kind: z.enum(ALERT_KINDS),
  key: z.string().describe("What it is about within its kind, e.g. a campaign's id."),
  title: z.string(),
  text: z.string().describe("What happened, with its numbers."),
  todo: z.string().describe("What to do."),
  path: z.string().nullable().describe("Page on which to act."),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  openedAt: instant,
  resolvedAt: instant.nullable().describe("When its cause was gone."),
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
});
export const alertPage = pageOf(alertView);
export const openAlerts = z.strictObject({
  open: z.int().describe("Alerts that are open and that nobody has acknowledged."),
});

export const testMailed = z.strictObject({ sentTo: z.string() });

export type AlertView = z.output<typeof alertView>;
export type AlertPage = z.output<typeof alertPage>;
export type AlertSettingsInput = z.output<typeof alertSettingsInput>;
export type AlertSettingsView = Required<AlertSettingsInput>;
export type DigestView = z.output<typeof digestInput>;
