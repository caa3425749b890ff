import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { adapterOf, requireConnection } from "@/lib/connections/require-connection";
import { openSettings } from "@/lib/connections/sealed-settings";
import { findConnection } from "@/lib/connections/store";
import type { testStatusInput, testStatusOutcome } from "@/lib/connections/test-status-contract";
import { webhookUrlOf } from "@/lib/connections/view";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { listMessages } from "@/lib/messages/list-messages";
import type { WebhookRequest } from "@/lib/providers/provider";

const TIMEOUT = 10_000; // ms
const SHOWN = 500; // characters of the answer

/**
 * Sends a status as the provider would, signed with the connection's secrets, over HTTP to this instance's
 * own webhook endpoint: everything but the provider and the way to it is tested. The number is fictitious.
 * @throws AppError forbidden, not_found, unavailable
 */
export async function sendTestStatus(
  ctx: Context,
  { id, status }: z.output<typeof testStatusInput>,
  now: Date,
): Promise<z.output<typeof testStatusOutcome>> {
  requireRole(ctx, "operator");
  const row = requireConnection(await findConnection(ctx.workspaceId, id));
  const adapter = adapterOf(row);
  const providerMessageId = `test-${randomUUID()}`;
  const event = {
    providerMessageId,
    status,
    occurredAt: now.getTime(),
    recipient: "+12025550123",
    sender: "+12025550199",
    ...(status === "rejected" ? { errorCode: "131026", errorText: "Message undeliverable" } : {}),
  };
  const request = adapter.compose(event, { url: webhookUrlOf(row.key) }, openSettings(row), now.getTime());
  const started = performance.now();
  const response = await post(request);
  const body = (await response.text()).slice(0, SHOWN);
  const milliseconds = Math.round(performance.now() - started);
  const found = await listMessages(ctx, { limit: 1, connectionId: id, providerMessageId });
  const [message] = found.items;
  return {
    status: response.status,
    body,
    milliseconds,
    message: message ? { id: message.id, campaignId: message.campaignId } : null,
  };
}

/** Signed for the public address, but sent to this machine: no proxy or DNS stands in between. */
async function post({ method, url, headers, body }: WebhookRequest): Promise<Response> {
  const target = new URL(url);
  const everywhere = ["0.0.0.0", "::"].includes(env().HOST);
  const host = everywhere ? "127.0.0.1" : env().HOST;
  const local = `http://${host.includes(":") ? `[${host}]` : host}:${env().PORT}${target.pathname}${target.search}`;
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  try {
    return await fetch(local, {
      method,
      headers: Object.fromEntries(given.filter(([name]) => name !== "host" && name !== "content-length")),
      body: new Uint8Array(body),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (cause) {
    throw new AppError(
      "unavailable",
      "The webhook endpoint of this instance did not answer. Is its ingest role running?",
      {
        cause,
      },
    );
  }
}
