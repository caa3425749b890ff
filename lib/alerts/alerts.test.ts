import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acknowledgeAlert, countOpen, listAlerts } from "@/lib/alerts/alerts";
import { sendDueDigests } from "@/lib/alerts/digest/send-digests";
import { mailDueAlerts } from "@/lib/alerts/mail/mail-alerts";
import { raiseAlert, resolveAlert } from "@/lib/alerts/raise-alert";
import { saveAlertSettings, saveDigest, sendTestMail } from "@/lib/alerts/settings";
import { type SmtpServer, smtpServer } from "@/lib/alerts/testing/smtp-server";
import { watch } from "@/lib/alerts/watch/watch";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { provideEnv } from "@/lib/env";

testInstance();

let ctx: Context;
let smtp: SmtpServer;
const errors: unknown[] = [];
const onError = (error: unknown) => errors.push(error);

beforeAll(async () => {
  smtp = await smtpServer();
});
beforeEach(async () => {
  provideEnv({ SMTP_URL: smtp.url, SMTP_FROM: "Reachback <reach@example.com>" });
  smtp.mails.length = 0;
  smtp.treat = () => "250 OK";
  errors.length = 0;
  await pool().query("DELETE FROM alert; DELETE FROM digest_preference");
  ctx = (await testMember(await testWorkspace(), "admin")).ctx;
});
afterEach(() => provideEnv({ SMTP_URL: "", SMTP_FROM: "" }));
afterAll(() => smtp.close());

const breaker = (params = {}) =>
  raiseAlert(pool(), {
    workspaceId: ctx.workspaceId,
    kind: "breaker",
    key: "7",
    params: { campaignId: "7", campaign: "Autumn", code: "attempts_failed", detail: "12/20", ...params },
  });
const items = async () => (await listAlerts(ctx, { limit: 50 })).items;
/** Quoted-printable and folded lines as people read them. */
const readable = (text: string) =>
  Buffer.from(
    text
      .replace(/=\r\n/g, "")
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString();

describe("an alert", () => {
  test("opens once, also from many places at once, and opens again after it was closed", async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => breaker()));
    expect(opened.filter(Boolean)).toHaveLength(1);
    expect(await countOpen(ctx)).toEqual({ open: 1 });
    const close = () => resolveAlert(pool(), { workspaceId: ctx.workspaceId, kind: "breaker", key: "7" });
    expect(await close()).toBe(true);
    expect(await close()).toBe(false);
    expect(await countOpen(ctx)).toEqual({ open: 0 });
    expect(await breaker()).toBe(true);
    expect(await items()).toHaveLength(2);
  });

  test("says what happened, what to do and where, and who has seen it", async () => {
    await breaker();
    const [alert] = await items();
    expect(alert).toMatchObject({
      title: "The fallbacks of “Autumn” were stopped",
      text: "12/20 of the last attempts failed.",
      path: "/campaigns/7",
      acknowledgedAt: null,
    });
    const operator = (await testMember(ctx.workspaceId, "operator")).ctx;
    const seen = await acknowledgeAlert(operator, { id: Number(alert?.id) });
    expect(seen.acknowledgedBy).toBe(operator.actor.label);
    expect(await countOpen(ctx)).toEqual({ open: 0 });
    const viewer = (await testMember(ctx.workspaceId, "viewer")).ctx;
    await expect(acknowledgeAlert(viewer, { id: Number(alert?.id) })).rejects.toMatchObject({
      code: "forbidden",
    });
    const stranger = (await testMember(await testWorkspace("Other"), "admin")).ctx;
    await expect(acknowledgeAlert(stranger, { id: Number(alert?.id) })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("of a kind that is switched off is not raised", async () => {
    await saveAlertSettings(ctx, { disabledKinds: ["breaker"] });
    expect(await breaker()).toBe(false);
  });
});

describe("e-mail", () => {
  test("goes to all admins in their own language, once", async () => {
    const other = await testMember(ctx.workspaceId, "admin");
    await pool().query("UPDATE app_user SET locale = 'zh' WHERE id = $1", [other.person.id]);
    await testMember(ctx.workspaceId, "operator");
    await breaker();
    await mailDueAlerts(pool(), onError);
    await mailDueAlerts(pool(), onError);
    expect(smtp.mails.map(({ to }) => to).sort()).toEqual([ctx.actor.label, other.person.email].sort());
    const mine = readable(smtp.mails.find(({ to }) => to === ctx.actor.label)?.text ?? "");
    expect(mine).toContain("12/20 of the last attempts failed.");
    expect(mine).toContain("http://localhost:3000/campaigns/7");
    expect(errors).toEqual([]);
  });

  test("to an address that is refused is tried again, and the others get it once", async () => {
    await saveAlertSettings(ctx, { recipients: ["bad@example.com", "good@example.com"] });
    smtp.treat = (to) => (to.startsWith("bad") ? "550 unknown" : "250 OK");
    await breaker();
    await mailDueAlerts(pool(), onError);
    expect(smtp.mails.map(({ to }) => to)).toEqual(["good@example.com"]);
    expect(errors).toHaveLength(1);
    smtp.treat = () => "250 OK";
    await pool().query("UPDATE alert SET mail_due_at = now() - interval '1 s' WHERE mail_due_at IS NOT NULL");
    await mailDueAlerts(pool(), onError);
    expect(errors, "only the refusal of the first try").toHaveLength(1);
    expect(smtp.mails.map(({ to }) => to)).toEqual(["good@example.com", "bad@example.com"]);
  });

  test("of a test says at once what is wrong", async () => {
    expect(await sendTestMail(ctx)).toEqual({ sentTo: ctx.actor.label });
    expect(smtp.mails).toHaveLength(1);
    provideEnv({ SMTP_URL: "smtp://127.0.0.1:9" });
    await expect(sendTestMail(ctx)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("could not be reached"),
    });
    provideEnv({ SMTP_URL: "" });
    await expect(sendTestMail(ctx)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("SMTP_URL"),
    });
  });
});

/** A campaign whose roll-ups are as given; `hoursAgo`: when its messages were sent. */
async function campaign(
  name: string,
  {
    sent,
    delivered,
    rejected,
    hoursAgo,
  }: { sent: number; delivered: number; rejected: number; hoursAgo: number },
): Promise<number> {
  const { rows } = await pool().query(
    "INSERT INTO campaign (workspace_id, key, name) VALUES ($1, gen_random_uuid()::text, $2) RETURNING id",
    [ctx.workspaceId, name],
  );
  const values = [ctx.workspaceId, rows[0].id, sent, delivered, rejected, hoursAgo];
  await pool().query(
    `WITH at AS (SELECT now() - $6 * interval '1 hour' AS at),
     c AS (INSERT INTO rollup_cohort (workspace_id, campaign_id, hour, country, template, slot, attempted, sent, delivered, read, rejected_before_sent, rejected_after_sent)
       SELECT $1, $2, date_bin('1 hour', at, 'epoch'), 'US', '', 0, $3::int + $5::int, $3, $4, 0, $5, 0 FROM at),
     l AS (INSERT INTO rollup_latency (workspace_id, campaign_id, kind, bucket, slot, n) VALUES ($1, $2, 1, 8, 0, $4))
     INSERT INTO rollup_timing (workspace_id, campaign_id, quarter, time_zone, slot, sent, delivered, read, rejected)
     SELECT $1, $2, date_bin('15 minutes', at, 'epoch'), '', 0, $3, $4, 0, $5 FROM at`,
    values,
  );
  return rows[0].id;
}

describe("the watch", () => {
  const usual = async () => {
    for (let n = 0; n < 9; n++)
      await campaign(`Past ${n}`, { sent: 1000 - n, delivered: 950, rejected: 20 + n, hoursAgo: 100 });
  };

  test("tells of a running campaign far out of the usual band, with its numbers, and closes it after", async () => {
    await usual();
    await campaign("Usual", { sent: 500, delivered: 470, rejected: 15, hoursAgo: 2 });
    const id = await campaign("Autumn", { sent: 300, delivered: 290, rejected: 200, hoursAgo: 2 });
    await watch(pool(), Date.now(), onError);
    await watch(pool(), Date.now(), onError);
    expect((await items()).map(({ kind, key }) => [kind, key])).toEqual([["rejected_share", String(id)]]);
    expect((await items())[0]?.text).toMatch(
      /^200 of 500 messages \(40%\) are rejected\. In your last 9 campaigns/,
    );
    await pool().query("UPDATE rollup_cohort SET rejected_before_sent = 10 WHERE campaign_id = $1", [id]);
    await watch(pool(), Date.now(), onError);
    expect((await items())[0]?.resolvedAt).not.toBeNull();
    expect(errors).toEqual([]);
  });

  test("tells of silence an hour after sending, and of nothing without enough history", async () => {
    await campaign("Autumn", { sent: 400, delivered: 100, rejected: 0, hoursAgo: 2 });
    await watch(pool(), Date.now(), onError);
    expect(await items()).toEqual([]);
    await usual();
    await campaign("Young", { sent: 400, delivered: 0, rejected: 0, hoursAgo: 0 });
    await watch(pool(), Date.now(), onError);
    expect((await items()).map(({ kind, params }) => [kind, params.campaign])).toEqual([
      ["silent_share", "Autumn"],
    ]);
  });

  test("tells of a connection that stopped in the middle, until it is heard again", async () => {
    const { rows } = await pool().query(
      `INSERT INTO connection (workspace_id, provider, name, key, secrets, last_received_at)
       VALUES ($1, 'meta', 'Main', gen_random_uuid()::text, '', now() - interval '20 minutes') RETURNING id`,
      [ctx.workspaceId],
    );
    await pool().query(
      `WITH m AS (INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at)
         SELECT $1, $2, 'm' || i, 1, 0, 0, now() - interval '25 minutes' FROM generate_series(1, 120) AS i RETURNING workspace_id, id)
       INSERT INTO status_event (workspace_id, message_id, received_at, occurred_at, status, raw_status)
       SELECT workspace_id, id, now() - interval '25 minutes', now(), 2, 'sent' FROM m`,
      [ctx.workspaceId, rows[0].id],
    );
    await watch(pool(), Date.now(), onError);
    expect((await items())[0]).toMatchObject({ kind: "no_webhook", resolvedAt: null });
    await watch(pool(), Date.now(), onError);
    await pool().query("UPDATE connection SET last_received_at = now() WHERE id = $1", [rows[0].id]);
    await watch(pool(), Date.now(), onError);
    expect(await items()).toHaveLength(1);
    expect((await items())[0]?.resolvedAt).not.toBeNull();
    expect(errors).toEqual([]);
  });
});

describe("the digest", () => {
  test("comes once a day at the reader's hour, with the figures of the reader's yesterday", async () => {
    await saveDigest(ctx, { enabled: true, hour: 7, timeZone: "Asia/Tokyo" });
    const id = await campaign("Autumn <1>", { sent: 1200, delivered: 1100, rejected: 7, hoursAgo: 0 });
    // 21 November in Tokyo is from 15:00 UTC on the 20th to 15:00 UTC on the 21st.
    await pool().query("UPDATE rollup_timing SET quarter = '2026-11-20T15:00:00Z' WHERE campaign_id = $1", [
      id,
    ]);
    await campaign("Other day", { sent: 5, delivered: 5, rejected: 0, hoursAgo: 2000 });
    await pool().query("UPDATE digest_preference SET sent_on = '2026-11-21'");
    const early = Date.parse("2026-11-21T21:59:00Z");
    await sendDueDigests(pool(), early, onError);
    expect(smtp.mails).toEqual([]);
    const due = Date.parse("2026-11-21T22:00:00Z");
    smtp.treat = () => "451 later";
    await sendDueDigests(pool(), due, onError);
    expect(errors).toHaveLength(1);
    smtp.treat = () => "250 OK";
    await sendDueDigests(pool(), due + 60_000, onError);
    expect(smtp.mails).toEqual([]);
    await sendDueDigests(pool(), due + 700_000, onError);
    await sendDueDigests(pool(), due + 3_600_000, onError);
    expect(smtp.mails).toHaveLength(1);
    const text = readable(smtp.mails[0]?.text ?? "");
    expect(text).toContain("November 21, 2026");
    expect(text).toContain("Autumn <1>: Sent 1,200 · Delivered 1,100 · Read 0 · Rejected 7");
    expect(text).toContain("Autumn &lt;1&gt;");
    expect(text).not.toContain("Other day");
  });

  test("of a day on which nothing happened is not sent, and nobody gets one who did not ask", async () => {
    await testMember(ctx.workspaceId, "admin");
    await saveDigest(ctx, { enabled: true, hour: 0, timeZone: "UTC" });
    await pool().query("UPDATE digest_preference SET sent_on = '2026-11-20'");
    await sendDueDigests(pool(), Date.parse("2026-11-22T12:00:00Z"), onError);
    expect(smtp.mails).toEqual([]);
    const { rows } = await pool().query(
      "SELECT to_char(sent_on, 'YYYY-MM-DD') AS day FROM digest_preference",
    );
    expect(rows).toEqual([{ day: "2026-11-22" }]);
    expect(errors).toEqual([]);
  });
});
