import { expect } from "vitest";
import type { IgnoredReason, ParsedWebhook, StatusEvent } from "@/lib/domain/message/status-event";
import type { ProviderAdapter } from "@/lib/providers/provider";
import { settingsOfSample } from "./sample-settings";
import type { Expectation, ExpectedEvent, Sample } from "./samples";
import { groupBy, statesOf } from "./state";

/** Sample's sentence about an ignored part -> our reason. */
const REASON_OF: readonly (readonly [RegExp, IgnoredReason])[] = [
  [/inbound/, "inbound_message"],
  [/call signalling/, "call_signalling"],
  [/payment/, "payment"],
  [/opt-out|opt_out/, "opt_out"],
  [/^object is not/, "other_object"],
  [/^SWITCHING_CHANNEL/, "provider_fallback"],
  [/incomplete|without id/, "incomplete"],
];

export function checkSample(adapter: ProviderAdapter, { request, meta, expected, now }: Sample): void {
  const settings = settingsOfSample(meta);
  const handshake = adapter.handshake?.(request, settings) ?? null;
  if (handshake) {
    const code = handshake.kind === "answer" ? "200" : "403";
    expect(expected.http.slice(0, 3)).toBe(code);
    if (handshake.kind === "answer") expect(expected.http).toContain(`"${handshake.body}"`);
    return;
  }
  const verification = adapter.verify(request, settings, now);
  expect(verification.ok, JSON.stringify(verification)).toBe(expected.authentic);
  const answer = verification.ok ? "200" : verification.retry ? "503" : "401";
  expect(expected.http.slice(0, 3)).toBe(answer);
  if (verification.ok) checkParsed(adapter.parseStatuses(request), expected);
}

function checkParsed(parsed: ParsedWebhook, expected: Expectation): void {
  const known = parsed.events.filter((event) => event.status !== "unknown");
  if (expected.counts) {
    const counted = [...groupBy(known, (event) => event.status)];
    expect(Object.fromEntries(counted.map(([status, events]) => [status, events.length]))).toEqual(
      expected.counts,
    );
  } else {
    expect(known.map((event, index) => comparable(event, expected.events[index]))).toEqual(
      expected.events.map(comparableExpectation),
    );
  }
  const unknownWords = expected.ignored.filter((sentence) => /unknown/.test(sentence)).length;
  expect(parsed.events.filter((event) => event.status === "unknown")).toHaveLength(unknownWords);
  const reasons = expected.ignored.flatMap(
    (sentence) => REASON_OF.find(([words]) => words.test(sentence))?.[1] ?? [],
  );
  expect(reasons).toHaveLength(expected.ignored.length - unknownWords);
  expect(parsed.ignored.map((part) => part.reason)).toEqual(reasons);
}

/** Hints are compared where the sample names them: a parser may know more than a sample says. */
const HINTS = ["recipientUserId", "retryable", "answeredBy"] as const;

function comparable(event: StatusEvent, expected: ExpectedEvent | undefined): object {
  const hints = HINTS.filter((hint) => expected?.[hint] !== undefined).map((hint) => [hint, event[hint]]);
  const { channel, providerMessageId, status, occurredAt, recipient, tag, errorCode, cancelledByUs } = event;
  const at = occurredAt ?? "receivedAt";
  return {
    channel,
    providerMessageId,
    status,
    at,
    recipient,
    tag,
    errorCode,
    cancelledByUs,
    ...Object.fromEntries(hints),
  };
}

function comparableExpectation(expected: ExpectedEvent): object {
  const hints = HINTS.filter((hint) => expected[hint] !== undefined).map((hint) => [hint, expected[hint]]);
  const { channel, providerMessageId, status, tag, errorCode, cancelledByUs } = expected;
  const at = expected.at === "receivedAt" ? expected.at : Date.parse(expected.at);
  const recipient = expected.recipient ?? undefined;
  return {
    channel,
    providerMessageId,
    status,
    at,
    recipient,
    tag,
    errorCode,
    cancelledByUs,
    ...Object.fromEntries(hints),
  };
}

export function sequencesOf(samples: readonly Sample[]): { name: string; steps: Sample[] }[] {
  const nameOf = (sample: Sample): string => sample.expected.sequence?.split(":")[0] ?? "";
  const stepOf = (sample: Sample): number => Number(sample.expected.sequence?.split(":")[1]);
  const played = samples.filter(
    (sample) => sample.expected.sequence || sample.expected.appliedCount !== undefined,
  );
  const groups = groupBy(played, (sample) => nameOf(sample) || sample.name);
  return [...groups].map(([name, steps]) => ({
    name,
    steps: steps.toSorted((a, b) => stepOf(a) - stepOf(b)),
  }));
}

export function checkSequence(adapter: ProviderAdapter, steps: readonly Sample[]): void {
  const events: StatusEvent[] = [];
  for (const { request, expected, now } of steps) {
    let applied = 0;
    for (const event of adapter.parseStatuses(request).events) {
      const before = JSON.stringify(statusesOf(events, now));
      events.push(event);
      if (JSON.stringify(statusesOf(events, now)) !== before) applied += 1;
    }
    if (expected.appliedCount !== undefined) expect(applied).toBe(expected.appliedCount);
    if (expected.stateAfterSequenceStep) {
      const expectedStates = Object.entries(expected.stateAfterSequenceStep);
      const states = statusesOf(events, now);
      expect(Object.keys(states)).toHaveLength(expectedStates.length);
      for (const [key, status] of expectedStates) {
        // Samples name the recipient for every SMS; our key has it only where an id covers several.
        expect(states[key] ?? states[key.split("|")[0] ?? ""], key).toBe(status);
      }
    }
  }
}

const statusesOf = (events: readonly StatusEvent[], receivedAt: number): Record<string, string> =>
  Object.fromEntries([...statesOf(events, receivedAt)].map(([key, state]) => [key, state.status]));
