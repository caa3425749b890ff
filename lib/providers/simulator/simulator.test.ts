import { describe, expect, test } from "vitest";
import type { ComposedEvent } from "@/lib/providers/provider";
import { composeBatch, simulator } from "./index";
import { MAX_STATUSES } from "./wire";

const URL_ = "https://hooks.example.com/w";
const SAVED = { secret: "made-up" };

function parse(body: unknown) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return simulator.parseStatuses({ method: "POST", url: URL_, headers: {}, body: bytes });
}

const event = (index: number): ComposedEvent => ({
  providerMessageId: `sim-${index}`,
  status: "delivered",
  occurredAt: 1791194404000 + index,
  recipient: "+12025550123",
  sender: "+12025550100",
});

describe("the simulator", () => {
  test("signs a batch of 1,000, which comes back whole and in order", () => {
    const events = Array.from({ length: MAX_STATUSES }, (_, index) => event(index));
    const request = composeBatch(events, URL_, SAVED);
    expect(simulator.verify(request, SAVED, 0)).toEqual({ ok: true });
    const parsed = simulator.parseStatuses(request).events;
    expect(parsed.map((one) => one.providerMessageId)).toEqual(events.map((one) => one.providerMessageId));
    expect(parsed[7]?.occurredAt).toBe(1791194404007);
  });

  test("refuses to compose more than a request may hold", () => {
    const events = Array.from({ length: MAX_STATUSES + 1 }, (_, index) => event(index));
    expect(() => composeBatch(events, URL_, SAVED)).toThrow(RangeError);
  });

  test("accepts the previous secret during a rotation, and nothing without a secret", () => {
    const request = composeBatch([event(1)], URL_, SAVED);
    expect(simulator.verify(request, { secret: "new", secretPrevious: "made-up" }, 0)).toEqual({ ok: true });
    expect(simulator.verify(request, { secret: "new" }, 0).ok).toBe(false);
    expect(simulator.verify(request, {}, 0).ok).toBe(false);
    expect(simulator.verify({ ...request, headers: {} }, SAVED, 0).ok).toBe(false);
  });

  test("keeps unknown words, reads ISO times, and leaves the rest aside", () => {
    const { events, ignored } = parse({
      statuses: [
        { id: "a", status: "Teleported", timestamp: "2026-10-05T10:00:00Z" },
        { id: "b" },
        { id: "c", status: "sent", channel: "pigeon" },
        null,
      ],
    });
    expect(events).toMatchObject([{ status: "unknown", rawStatus: "Teleported", occurredAt: 1791194400000 }]);
    expect(ignored.map((one) => one.reason)).toEqual(["incomplete", "other_event", "incomplete"]);
  });
});
