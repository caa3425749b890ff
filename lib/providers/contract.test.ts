import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StatusEvent } from "@/lib/domain/message/status-event";
import { everyTypeSwap, mutation } from "./contract/mutations";
import { checkSample, checkSequence, sequencesOf } from "./contract/sample-checks";
import { HEADER_ONLY, inventedSettings, rotated, SAMPLE_ERROR_CODE } from "./contract/sample-settings";
import { loadSamples, type Sample } from "./contract/samples";
import { readsOrRefuses, sameMeaning } from "./contract/soundness";
import { stateOf } from "./contract/state";
import type { ComposedEvent, ProviderAdapter, Settings, WebhookRequest } from "./provider";
import { type ProviderId, providers } from "./registry";

const NOW = Date.UTC(2026, 9, 5, 12, 0, 0);
const ADDRESS = { url: "https://hooks.example.com/api/webhooks/k3y/c4mpaign?x=1" };
const STATUSES = ["sent", "delivered", "read", "rejected"] as const;

type Subject = {
  readonly id: ProviderId;
  readonly adapter: ProviderAdapter;
  readonly samples: readonly Sample[];
  /** Settings of two connections that share no secret. */
  readonly right: Settings;
  readonly other: Settings;
};

describe.each(Object.keys(providers) as ProviderId[])("%s", (id) => {
  const adapter: ProviderAdapter = providers[id];
  const right = inventedSettings(id, "right");
  const other = inventedSettings(id, "other");
  const subject = { id, adapter, samples: loadSamples(id), right, other };

  test("is registered under its own id, and every text has both languages", () => {
    expect(adapter.id).toBe(id);
    const texts = adapter.settings.flatMap((field) => [field.label, field.help]);
    expect(texts.every((text) => text.en.trim() !== "" && text.zh.trim() !== "")).toBe(true);
    expect(adapter.guide.zh).toHaveLength(adapter.guide.en.length);
    expect(adapter.guide.en.join()).toContain("{webhookUrl}");
  });

  describe("samples", () => {
    test.each(subject.samples)("$name", (sample) => checkSample(adapter, sample));
    test.each(sequencesOf(subject.samples))("sequence $name", ({ steps }) => checkSequence(adapter, steps));
  });
  describe("composed requests", () => composing(subject));
  describe("trust", () => trust(subject));
  describe("odd input", () => oddInput(subject));
  describe("extremes", () => extremes(subject));
});

function composing({ id, adapter, right }: Subject): void {
  test.each(STATUSES)("%s comes back as it was composed", (status) => {
    const event = composedEvent(id, status);
    const request = adapter.compose(event, ADDRESS, right, NOW);
    expect(adapter.verify(request, right, NOW)).toEqual({ ok: true });
    const parsed = adapter.parseStatuses(request);
    expect(parsed.ignored).toEqual([]);
    expect(parsed.events).toHaveLength(1);
    expectComposed(parsed.events[0], event);
  });

  test("any order, repetition and batching of one message's webhooks folds to the same state", () => {
    const events = STATUSES.flatMap((status, step) => {
      const event = { ...composedEvent(id, status), occurredAt: NOW + step * 5_000 };
      return adapter.parseStatuses(adapter.compose(event, ADDRESS, right, NOW)).events;
    });
    expect(stateOf(events, NOW)).toMatchObject({ status: "read" });
    // Some of the events, in any order and with repeats: the same as those events once, in order.
    const deliveries = fc.array(fc.constantFrom(...events), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(deliveries, (delivered) => {
        const once = events.filter((event) => delivered.includes(event));
        expect(stateOf(delivered, NOW)).toEqual(stateOf(once, NOW));
      }),
    );
  });
}

function trust({ id, adapter, right, other }: Subject): void {
  test.skipIf(HEADER_ONLY.has(id))("one changed byte of the body fails verification", () => {
    const request = adapter.compose(composedEvent(id, "delivered"), ADDRESS, right, NOW);
    const original = adapter.parseStatuses(request);
    fc.assert(
      fc.property(fc.nat(request.body.length - 1), fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const body = Uint8Array.from(request.body);
        body[index] = (body[index] ?? 0) ^ mask;
        const forged = { ...request, body };
        // A form's signature covers the decoded values: "%2b" for "%2B" is the same request.
        const harmless = isForm(request) && sameMeaning(adapter, forged, original);
        return harmless || !adapter.verify(forged, right, NOW).ok;
      }),
    );
  });

  test("one changed character of what proves the sender fails verification, and so does its absence", () => {
    const request = adapter.compose(composedEvent(id, "sent"), ADDRESS, right, NOW);
    const proofs = Object.keys(request.headers).filter((header) => PROOF.test(header));
    expect(proofs).not.toEqual([]);
    for (const header of proofs) {
      const changed = { ...request.headers, [header]: changeMiddle(request.headers[header] ?? "") };
      expect(adapter.verify({ ...request, headers: changed }, right, NOW)).toMatchObject({ ok: false });
      const missing = { ...request.headers, [header]: undefined };
      expect(adapter.verify({ ...request, headers: missing }, right, NOW)).toMatchObject({ ok: false });
    }
  });

  test("another secret fails; during a rotation both are good; without any secret nothing is", () => {
    const request = adapter.compose(composedEvent(id, "sent"), ADDRESS, right, NOW);
    const refusal = adapter.verify(request, other, NOW);
    expect(refusal).toMatchObject({ ok: false, cause: expect.stringMatching(/\w+ \w+/) });
    for (const secret of Object.values({ ...right, ...other }))
      expect(JSON.stringify(refusal)).not.toContain(secret);
    expect(adapter.verify(request, rotated(id, right, other), NOW)).toEqual({ ok: true });
    const renewed = adapter.compose(composedEvent(id, "sent"), ADDRESS, other, NOW);
    expect(adapter.verify(renewed, rotated(id, right, other), NOW)).toEqual({ ok: true });
    expect(adapter.verify(request, {}, NOW)).toMatchObject({ ok: false });
  });
}

function oddInput({ id, adapter, samples, right }: Subject): void {
  const readable = [
    ...samples.filter((sample) => sample.expected.authentic).map((sample) => sample.request),
    ...STATUSES.map((status) => adapter.compose(composedEvent(id, status), ADDRESS, right, NOW)),
  ].filter((request) => request.body.length > 0 && request.body.length < 20_000);

  test("every value of every body as any other type is read or refused", () => {
    for (const request of readable) {
      for (const body of everyTypeSwap(request.body)) readsOrRefuses(adapter, { ...request, body });
    }
  });

  test("10,000 mutated bodies never crash the parser nor touch Object.prototype", () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    fc.assert(
      fc.property(fc.constantFrom(...readable), mutation, (request, mutate) => {
        readsOrRefuses(adapter, { ...request, body: mutate(request.body) });
      }),
      { numRuns: 10_000 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
}

function extremes({ id, adapter, samples, right }: Subject): void {
  test("a body nested a hundred thousand deep is read or refused", () => {
    const request = adapter.compose(composedEvent(id, "sent"), ADDRESS, right, NOW);
    for (const bracket of ["[", '{"a":', '{"entry":[']) {
      readsOrRefuses(adapter, { ...request, body: new TextEncoder().encode(bracket.repeat(100_000)) });
    }
    const closed = `{"entry":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    readsOrRefuses(adapter, { ...request, body: new TextEncoder().encode(closed) });
  });

  test("mutated addresses, methods and headers are refused or read, never a crash", () => {
    const requests = samples.map((sample) => sample.request);
    requests.push(adapter.compose(composedEvent(id, "sent"), ADDRESS, right, NOW));
    const header = fc.constantFrom(...new Set(requests.flatMap((request) => Object.keys(request.headers))));
    fc.assert(
      fc.property(
        fc.constantFrom(...requests),
        header,
        fc.string(),
        fc.string(),
        (request, key, value, tail) => {
          const odd = {
            ...request,
            url: `${request.url}${tail}`,
            headers: { ...request.headers, [key]: value },
          };
          adapter.verify(odd, right, NOW);
          adapter.handshake?.(odd, right);
          readsOrRefuses(adapter, odd);
        },
      ),
      { numRuns: 1_000 },
    );
  });
}

const PROOF = /signature(?!.*algorithm)|authorization|secret/;

function composedEvent(id: ProviderId, status: ComposedEvent["status"]): ComposedEvent {
  return {
    providerMessageId: "wamid.HBgLMTIwMjU1NTAxMjMVAgARGBJDQTBERjJDOTVBQTE0NEMxRDAA",
    status,
    occurredAt: NOW - 60_000,
    recipient: "+12025550123",
    sender: "+12025550100",
    tag: "autumn é/✓",
    ...(status === "rejected"
      ? { errorCode: SAMPLE_ERROR_CODE[id], errorText: "Could not be delivered." }
      : {}),
  };
}

function expectComposed(read: StatusEvent | undefined, event: ComposedEvent): void {
  expect(read).toMatchObject({
    channel: "whatsapp",
    providerMessageId: event.providerMessageId,
    status: event.status,
  });
  expect(read?.errorCode).toBe(event.errorCode);
  // Twilio gives no clock; some providers leave number and tag out of their read reports.
  if (read?.occurredAt !== undefined) expect(Math.abs(read.occurredAt - event.occurredAt)).toBeLessThan(1000);
  const required = event.status === "read" ? [undefined] : [];
  expect([event.recipient, ...required]).toContain(read?.recipient);
  expect([event.tag, ...required]).toContain(read?.tag);
}

const isForm = (request: WebhookRequest): boolean =>
  (request.headers["content-type"] ?? "").includes("x-www-form-urlencoded");

function changeMiddle(text: string): string {
  const middle = Math.floor(text.length / 2);
  return text.slice(0, middle) + (text[middle] === "A" ? "B" : "A") + text.slice(middle + 1);
}
