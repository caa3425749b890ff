import type { SendingConnection } from "@/lib/connections/sending";
import { MAX_SEGMENTS, smsSize } from "@/lib/domain/channel/sms";
import { callSize } from "@/lib/domain/channel/voice";
import { estimate, type Price, priceOf } from "@/lib/domain/fallback/price";
import type { Step } from "@/lib/domain/fallback/rule";
import { parseTemplate, renderTemplate, type Values } from "@/lib/domain/fallback/template";
import type { Sender, SendRequest } from "@/lib/providers/sender";

/** What an attempt would send and cost. */
export type Prepared = {
  /** Null: the connection is gone, or can't send on the channel. */
  readonly sender: Sender | null;
  /** Null: a value is missing, or the text is too long; nothing may leave then. */
  readonly request: SendRequest | null;
  /** SMS only. */
  readonly segments: number | null;
  /** Millionths of the workspace's currency; null: no price in that currency. */
  readonly estimateMicros: number | null;
};

export type PrepareInput = {
  readonly attemptId: string;
  readonly recipient: string;
  readonly country: string | null;
  readonly values: Values;
};

/** What a lane knows beside the attempt. */
export type PrepareContext = {
  readonly connection: SendingConnection | null;
  readonly sender: Sender | undefined;
  readonly prices: readonly Price[];
  readonly currency: string;
  readonly callbackUrl: (attemptId: string) => string;
};

/** Pure, so that a preview shows exactly what would be sent and charged. */
export function prepareStep(step: Step, input: PrepareInput, context: PrepareContext, now: number): Prepared {
  const { connection, sender } = context;
  if (!connection || !sender?.channels.includes(step.channel))
    return { sender: null, request: null, segments: null, estimateMicros: null };
  return prepareWith(sender, within(step, sender), input, connection, context, now);
}

/**
 * The step without what the connection can't do and the step does not depend on: it may have been changed
 * since the rule was checked. What the step does depend on stays, so that the sender refuses it in plain words
 * before anything leaves, and the next step follows.
 */
function within(step: Step, { can }: Sender): Step {
  if (step.channel === "sms") return can.validity ? step : { ...step, validityMinutes: null };
  if (step.success === "confirmed" || can.calls?.pressToConfirm) return step;
  return { ...step, confirmPrompt: null };
}

function prepareWith(
  sender: Sender,
  step: Step,
  input: PrepareInput,
  connection: SendingConnection,
  context: PrepareContext,
  now: number,
): Prepared {
  const text = render(step.channel === "sms" ? step.text : step.script, input.values);
  const prompt =
    step.channel === "voice" && step.confirmPrompt !== null ? render(step.confirmPrompt, input.values) : "";
  if (text === null || prompt === null)
    return { sender, request: null, segments: null, estimateMicros: null };
  const addressed = {
    attemptId: input.attemptId,
    to: input.recipient,
    from: step.from,
    callbackUrl: context.callbackUrl(input.attemptId),
  };
  const units = unitsOf(step, text, prompt);
  const price = priceOf(context.prices, {
    channel: step.channel,
    country: input.country,
    provider: connection.provider,
    at: now,
  });
  return {
    sender,
    request:
      step.channel === "sms" && units > MAX_SEGMENTS
        ? null
        : requestOf(step, sender, addressed, text, prompt),
    segments: step.channel === "sms" ? units : null,
    estimateMicros: price && price.currency === context.currency ? estimate(price, units).micros : null,
  };
}

function render(template: string, values: Values): string | null {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return null;
  const rendered = renderTemplate(parsed.template, values);
  return rendered.ok ? rendered.text : null;
}

/** Segments of an SMS, started minutes of a call. */
function unitsOf(step: Step, text: string, prompt: string): number {
  if (step.channel === "sms") return smsSize(text).segments;
  const { language, repeat } = step;
  return Math.max(1, callSize({ script: text, confirmPrompt: prompt || null, language, repeat }).minutes);
}

function requestOf(
  step: Step,
  { can }: Sender,
  addressed: Pick<SendRequest, "attemptId" | "to" | "from" | "callbackUrl">,
  text: string,
  prompt: string,
): SendRequest {
  if (step.channel === "sms")
    return { ...addressed, channel: "sms", text, validityMinutes: step.validityMinutes ?? undefined };
  return {
    ...addressed,
    channel: "voice",
    script: text,
    language: step.language,
    voice: step.voice ?? undefined,
    repeat: step.repeat,
    confirm: prompt === "" ? undefined : { prompt },
    // A machine presses no key, so with one to press the detection is worth asking for only where there is one.
    detectMachine:
      step.success === "confirmed" ? can.calls?.detectsMachines === true : step.machine === "missed",
  };
}
