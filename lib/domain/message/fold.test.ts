import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FoldInput, foldStatuses } from "./fold";

const event = fc.record<FoldInput>({
  status: fc.constantFrom("accepted", "sent", "delivered", "read", "rejected", "unknown"),
  rawStatus: fc.constantFrom("a", "b", "c"),
  at: fc.integer({ min: 0, max: 5 }),
  errorCode: fc.option(fc.constantFrom("131026", "131049"), { nil: undefined }),
});

describe("foldStatuses", () => {
  test("is the same for every order and repetition", () => {
    const shuffled = fc.array(event, { maxLength: 12 }).chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], {
          minLength: 2 * events.length,
          maxLength: 2 * events.length,
        }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        expect(foldStatuses(other)).toEqual(foldStatuses(events));
      }),
    );
  });

  test("never moves back from delivered", () => {
    fc.assert(
      fc.property(fc.array(event), fc.array(event), (before, after) => {
        const reached = foldStatuses(before).status;
        const later = foldStatuses([...before, ...after]).status;
        if (reached === "delivered") expect(["delivered", "read"]).toContain(later);
        if (reached === "read") expect(later).toBe("read");
      }),
    );
  });

  test.each([
    {
      why: "delivered after rejected corrects it",
      words: ["sent", "rejected", "delivered"],
      status: "delivered",
    },
    {
      why: "rejected after delivered changes nothing",
      words: ["delivered", "rejected"],
      status: "delivered",
    },
    { why: "sent after rejected does not revive", words: ["rejected", "sent"], status: "rejected" },
    { why: "read without delivered is read", words: ["sent", "read"], status: "read" },
    { why: "nothing known is unknown", words: [], status: "unknown" },
  ] as const)("$why", ({ words, status }) => {
    const events = words.map((word, i) => ({ status: word, rawStatus: word, at: i }));
    expect(foldStatuses(events).status).toBe(status);
  });

  test("keeps the code of the earliest rejection", () => {
    const state = foldStatuses([
      { status: "rejected", rawStatus: "failed", at: 9, errorCode: "131049" },
      { status: "rejected", rawStatus: "failed", at: 4, errorCode: "131026" },
    ]);
    expect(state).toMatchObject({ errorCode: "131026", rejectedAt: 4 });
  });
});
