import { describe, expect, test } from "vitest";
import { EARLIER, LIVE } from "@/lib/demo/campaigns";
import { type Cue, scriptOf } from "@/lib/demo/script";
import { foldStatuses } from "@/lib/domain/message/fold";
import type { Status } from "@/lib/domain/message/status";
import { reasonOf } from "@/lib/domain/reason/dictionary";

const START = Date.parse("2026-10-05T10:00:00Z");
const cues = scriptOf(LIVE, START, 7);

function statesOf(script: readonly Cue[]): Status[] {
  const byId = new Map<string, Cue[]>();
  for (const cue of script) byId.set(cue.status.id, [...(byId.get(cue.status.id) ?? []), cue]);
  return [...byId.values()].map((group) => {
    const events = group.map(({ status }) => ({
      status: status.status as Status,
      rawStatus: status.status,
      at: status.timestamp ?? 0,
    }));
    return foldStatuses(events).status as Status;
  });
}

describe("the demo's script", () => {
  test("is the same for the same seed and new for another", () => {
    expect(scriptOf(LIVE, START, 7)).toEqual(cues);
    expect(scriptOf(LIVE, START, 8)[0]?.status.id).not.toBe(cues[0]?.status.id);
  });

  test("ends as its campaign says: shares of rejected, silent and read", () => {
    const states = statesOf(cues);
    const share = (status: Status) => states.filter((state) => state === status).length / states.length;
    expect(states).toHaveLength(LIVE.people);
    expect(share("rejected")).toBeCloseTo(LIVE.rejected, 1);
    expect(share("sent")).toBeCloseTo(LIVE.silent, 1);
    expect(share("read")).toBeGreaterThan(0.45);
  });

  test("has repeats, statuses that overtake others, and deliveries after a rejection", () => {
    const seen = cues.map(({ status }) => `${status.id} ${status.status}`);
    expect(new Set(seen).size).toBeLessThan(seen.length);
    const overtaken = cues.some(
      ({ status }, i) => (cues[i + 1]?.status.timestamp ?? 0) < (status.timestamp ?? 0),
    );
    expect(overtaken).toBe(true);
    const rejected = new Set(
      cues.filter(({ status }) => status.status === "rejected").map(({ status }) => status.id),
    );
    expect(cues.some(({ status }) => status.status === "delivered" && rejected.has(status.id))).toBe(true);
  });

  test("reaches people in several countries, by reserved numbers or without a number", () => {
    const recipients = new Set(cues.map(({ status }) => status.recipient ?? ""));
    for (const recipient of recipients) {
      expect(recipient).toMatch(/^(\+120255501\d{2}|\+447700900\d{3}|[A-Z]{2}\.\d{10,})$/);
    }
    const countries = new Set([...recipients].map((recipient) => recipient.slice(0, 2)));
    expect(countries.size).toBeGreaterThanOrEqual(6);
  });

  test("rejects with codes that the dictionary knows, and one that it does not", () => {
    const codes = new Set(
      [LIVE, ...EARLIER.map(({ campaign }) => campaign)].flatMap(({ codes: list }) =>
        list.map(([code]) => code),
      ),
    );
    const unknown = [...codes].filter((code) => reasonOf("simulator", "whatsapp", code).class === "unknown");
    expect(unknown).toEqual(["999001"]);
  });
});
