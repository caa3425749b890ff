import "server-only";
import type { AlertSettingsInput, AlertSettingsView, DigestView } from "@/lib/alerts/contract";
import { mailTest } from "@/lib/alerts/mail/mail-words";
import { isMailSetUp, sendMail } from "@/lib/alerts/mail/transport";
import {
  findAdminAddresses,
  findDigest,
  findSettings,
  saveDigestRow,
  saveSettingsRow,
} from "@/lib/alerts/store";
import { audit } from "@/lib/audit/audit";
import { requireAdmin, requirePerson } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";

export async function getAlertSettings(ctx: Context): Promise<AlertSettingsView> {
  const row = await findSettings(ctx.workspaceId);
  return {
    disabledKinds: (row?.disabledKinds ?? []) as AlertSettingsView["disabledKinds"],
    byMail: row?.byMail ?? true,
    recipients: row?.recipients ?? [],
    noWebhookMinutes: row?.noWebhookMinutes ?? 15,
    budgetPercent: row?.budgetPercent ?? 80,
  };
}

/** Changes what is given. Where mail goes to is a matter of people, so an API key may not. @throws AppError forbidden */
export async function saveAlertSettings(ctx: Context, input: AlertSettingsInput): Promise<AlertSettingsView> {
  requireAdmin(ctx);
  await transaction(async (db) => {
    await saveSettingsRow(db, ctx.workspaceId, input);
    await audit(ctx, "alert_settings.changed", undefined, { fields: Object.keys(input).join(", ") }, db);
  });
  return getAlertSettings(ctx);
}

/** Whether mail can be sent, and who gets it where nobody is named. */
export async function mailState(ctx: Context): Promise<{ isSetUp: boolean; admins: string[] }> {
  requireAdmin(ctx);
  return { isSetUp: isMailSetUp(), admins: await findAdminAddresses(ctx.workspaceId) };
}

/** Sends a mail to whoever asks, and waits for the server's word. @throws AppError forbidden, conflict, unavailable */
export async function sendTestMail(ctx: Context): Promise<{ sentTo: string }> {
  requireAdmin(ctx);
  if (!isMailSetUp())
    throw new AppError("conflict", "No mail server is set. Set SMTP_URL and SMTP_FROM, and restart.");
  const to = ctx.actor.label;
  await sendMail({ to, ...(await mailTest(ctx.locale)) });
  await audit(ctx, "alert_settings.mail_tested", to);
  return { sentTo: to };
}

export async function getDigest(ctx: Context): Promise<DigestView> {
  const row = ctx.actor.id === null ? null : await findDigest(ctx.workspaceId, ctx.actor.id);
  return {
    enabled: row?.enabled ?? false,
    hour: row?.hour ?? 8,
    timeZone: row?.timeZone ?? ctx.timeZone,
  };
}

/** One's own daily digest. @throws AppError forbidden for an API key */
export async function saveDigest(ctx: Context, input: DigestView): Promise<DigestView> {
  requirePerson(ctx);
  if (ctx.actor.id === null) throw new AppError("forbidden", "Sign in to choose your own digest.");
  await saveDigestRow(ctx.workspaceId, ctx.actor.id, input);
  return getDigest(ctx);
}
