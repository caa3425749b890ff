import { Client } from "pg";
import { type SmtpServer, smtpServer } from "@/lib/alerts/testing/smtp-server";
import { type Receiver, verifies, webhookReceiver } from "@/lib/webhooks-out/testing/receiver";
import { expectAccessible, expectFitsPhone } from "../support/accessible";
import { ADMIN, type Instance, startInstance } from "../support/instance";
import { openLine } from "../support/meta";
import { expect, signIn, test } from "../support/test";

let smtp: SmtpServer;
let receiver: Receiver;
let own: Instance;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  smtp = await smtpServer();
  receiver = await webhookReceiver();
  own = await startInstance({
    env: { ALLOW_PRIVATE_ADDRESSES: "true", SMTP_URL: smtp.url, SMTP_FROM: "Reachback <reach@example.com>" },
  });
});
test.afterAll(async () => {
  await own.stop();
  await receiver.close();
  await smtp.close();
});

const eventsOf = (type: string) =>
  receiver.received.map(({ body }) => JSON.parse(body)).filter((event) => event.type === type);

/** As the circuit breaker does it; it needs hundreds of messages to trip by itself. */
async function tripBreaker(campaignId: string): Promise<void> {
  const client = new Client({ connectionString: own.databaseUrl });
  await client.connect();
  await client.query(
    "UPDATE campaign SET fallback_stopped_at = now(), fallback_stopped_why = 'attempts_failed:12/20' WHERE id = $1",
    [campaignId],
  );
  await client.end();
}

test("an endpoint is told what happens, and an alert reaches page, bell, webhook and mailbox", async ({
  visitor,
}) => {
  const page = await visitor(own.url);
  await signIn(page, ADMIN);
  let secret = "";

  await test.step("an endpoint is made, its secret shown once", async () => {
    await page.goto("/settings/webhooks");
    await page.getByRole("button", { name: "New endpoint" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("CRM");
    await dialog.getByLabel("Address").fill("not an address");
    await dialog.getByRole("button", { name: "Create endpoint" }).click();
    await expect(dialog.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
    await dialog.getByLabel("Address").fill(receiver.url);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Create endpoint" }).click();
    await expect(dialog.getByRole("heading", { name: "Your new endpoint" })).toBeVisible();
    secret = await dialog.getByRole("textbox", { name: "Signing secret" }).inputValue();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await dialog.getByRole("button", { name: "Done" }).click();
    await page.getByRole("link", { name: "CRM" }).click();
    await expect(page.getByRole("heading", { name: "CRM", level: 1 })).toBeVisible();
  });

  await test.step("a test event arrives, signed, and stands in the log", async () => {
    await page.getByRole("button", { name: "Send a test event" }).click();
    const row = page.getByRole("row", { name: /webhook\.test/ });
    await expect(row.getByText("Delivered")).toBeVisible();
    expect(receiver.received.every((one) => verifies(secret, one))).toBe(true);
    await row.getByRole("button", { name: /^Show delivery/ }).click();
    await expect(page.getByRole("dialog").getByText("This is a test event of Reachback.")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await row.getByRole("button", { name: "Send again" }).click();
    await expect.poll(() => eventsOf("webhook.test").length).toBe(2);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    await expectFitsPhone(page);
  });

  await test.step("a rejection is told with its reason", async () => {
    const line = await openLine(own, "Hooks");
    await line.play([{ id: "1", status: "rejected", to: "+12025550181", code: "131026" }]);
    await expect.poll(() => eventsOf("message.rejected").length).toBe(1);
    expect(eventsOf("message.rejected")[0].data).toMatchObject({
      recipient: "+12025550181",
      reason: { code: "131026", class: "unreachable" },
    });
    await tripBreaker(line.campaign.id);
  });

  await test.step("the breaker's stop is told in an alert", async () => {
    await expect.poll(() => eventsOf("alert").length).toBe(1);
    expect(eventsOf("alert")[0].data).toMatchObject({
      state: "opened",
      text: "12/20 of the last attempts failed.",
    });
    await expect.poll(() => eventsOf("campaign.breaker_tripped").length).toBe(1);
    await expect.poll(() => smtp.mails.map(({ to }) => to)).toEqual([ADMIN.email]);
    await page.goto("/");
    await page.getByRole("link", { name: "Alerts: 1 open" }).click();
    await expect(page.getByText("12/20 of the last attempts failed.")).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await expect(page.getByRole("link", { name: "Alerts: none open" })).toBeVisible();
    await expect(page.getByText("Acknowledged", { exact: true })).toBeVisible();
  });

  await test.step("settings: a test e-mail, and one's own digest", async () => {
    await page.goto("/settings/alerts");
    await page.getByRole("button", { name: "Send a test e-mail" }).click();
    await expect(page.getByText(`Test e-mail sent to ${ADMIN.email}`)).toBeVisible();
    expect(smtp.mails).toHaveLength(2);
    await page.getByRole("switch", { name: "Send me the digest" }).click();
    await page.getByRole("button", { name: "Save" }).last().click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("switch", { name: "Send me the digest" })).toBeChecked();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  await test.step("a pause holds events back, and going on sends them", async () => {
    await page.goto("/settings/webhooks");
    await page.getByRole("link", { name: "CRM" }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByText("This endpoint is paused")).toBeVisible();
    const line = await openLine(own, "Paused");
    await line.play([{ id: "1", status: "rejected", to: "+12025550182", code: "131026" }]);
    await page.getByRole("button", { name: "Resume" }).click();
    await expect.poll(() => eventsOf("message.rejected").length).toBe(2);
  });
});
