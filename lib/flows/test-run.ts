import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { providerOfConnections } from "@/lib/connections/provider-of-connections";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import { CHANNELS, statusOfCode } from "@/lib/domain/message/status";
import { isE164 } from "@/lib/domain/phone";
import { reasonClassOf, reasonOf } from "@/lib/domain/reason/dictionary";
import { AppError } from "@/lib/errors";
import { rehearse } from "@/lib/flows/rehearse";
import { requireFlow } from "@/lib/flows/require-flow";
import { findFlow } from "@/lib/flows/store";
import type { TestRunInput, TestVisit } from "@/lib/flows/test-run-contract";
import { logRowsOf } from "@/lib/flows/test-run-row";
import { findSampleMessage } from "@/lib/flows/test-run-store";
import { countryOf } from "@/lib/phone/country";
import { primaryTimeZone, timeZonesOf } from "@/lib/phone/time-zones";

type SampleStatus = Exclude<TestRunInput["sample"], { messageId: string }>;

/**
 * Shows the way of a sample status, or of a past message, through a graph, and sends nothing.
 * @throws AppError forbidden, not_found
 */
export async function testRun(
  ctx: Context,
  { id, definition, sample, assume = {} }: TestRunInput,
  now = Date.now(),
): Promise<{ visits: TestVisit[] }> {
  requireRole(ctx, "operator");
  requireFlow(await findFlow(ctx.workspaceId, id));
  const { facts, provider } =
    "messageId" in sample
      ? await factsOfMessage(ctx, BigInt(sample.messageId), now)
      : { facts: factsOfSample(sample, now), provider: "meta" };
  return { visits: rehearse(definition, facts, assume, await logRowsOf(ctx, definition, provider)) };
}

/** A person of the reserved range, so that texts with a number show one. */
const SOMEBODY = "+12025550123";

function factsOfSample(sample: SampleStatus, now: number): FlowFacts {
  const recipient = sample.recipient ?? SOMEBODY;
  const isNumber = isE164(recipient);
  const rejected = sample.status === "rejected";
  const code = rejected ? (sample.code ?? null) : null;
  const reason = reasonOf("meta", "whatsapp", code);
  return {
    status: sample.status,
    word: sample.status,
    reasonClass: rejected ? reason.class : null,
    reasonCode: code,
    reasonText: rejected ? reason.title.en : null,
    country: sample.country ?? (isNumber ? countryOf(recipient) : null),
    template: sample.template ?? null,
    campaignId: 0,
    campaignName: "",
    channel: "whatsapp",
    messageId: "sample",
    recipient,
    sender: null,
    occurredAt: sample.occurredAt?.getTime() ?? now,
    now,
    timeZone: isNumber ? primaryTimeZone(timeZonesOf(recipient)) : null,
    foundZone: null,
    variables: sample.variables ?? {},
  };
}

async function factsOfMessage(
  ctx: Context,
  id: bigint,
  now: number,
): Promise<{ facts: FlowFacts; provider: string }> {
  const row = await findSampleMessage(ctx.workspaceId, id);
  if (!row) {
    const message = "There is no message with this number. Look it up in the message list.";
    throw new AppError("not_found", message, {
      problems: [{ path: "sample.messageId", code: "no_such_message", message }],
    });
  }
  const status = statusOfCode(row.status ?? 0);
  const channel = CHANNELS[row.channel] ?? "whatsapp";
  const provider = (await providerOfConnections(ctx.workspaceId)).get(row.connectionId) ?? "";
  const isRejected = status === "rejected";
  const facts: FlowFacts = {
    status,
    word: row.unknownWords.at(-1) ?? status,
    reasonClass: isRejected ? reasonClassOf(provider, channel, row.errorCode) : null,
    reasonCode: isRejected ? row.errorCode : null,
    reasonText: isRejected ? row.errorText : null,
    country: row.country,
    template: row.template,
    campaignId: row.campaignId,
    campaignName: row.campaignName,
    channel,
    messageId: row.providerMessageId,
    recipient: row.recipient ?? row.recipientUserId,
    sender: row.sender,
    occurredAt: row.occurredAt.getTime(),
    now,
    timeZone: row.timeZone,
    foundZone: null,
    variables: Object.fromEntries(
      Object.entries(row.variables ?? {}).flatMap(([name, value]) =>
        value === null ? [] : [[name, String(value)]],
      ),
    ),
  };
  return { facts, provider };
}
