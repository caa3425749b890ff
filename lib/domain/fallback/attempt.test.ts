import fc from "fast-check";
import { expect, test } from "vitest";
import { ATTEMPT_STATES, type Attempt, type AttemptEvent, isFinal, MAX_TRIES, transition } from "./attempt";

const planned: Attempt = { state: "planned", why: null, tries: 0 };
const after = (...events: readonly AttemptEvent[]): Attempt =>
  events.reduce<Attempt>((attempt, event) => transition(attempt, event) ?? attempt, planned);

const outcome = (of: "accepted" | "refused" | "unsent" | "unknown"): AttemptEvent => ({
  kind: "outcome",
  outcome: of,
});
const reached: AttemptEvent = { kind: "status", status: "reached" };
const missed: AttemptEvent = { kind: "status", status: "missed", why: "not_delivered" };

test.each([
  { why: "the usual way", events: [{ kind: "dispatch" }, outcome("accepted"), reached], state: "delivered" },
  { why: "a refusal is final", events: [{ kind: "dispatch" }, outcome("refused")], state: "failed" },
  {
    why: "what never left is tried again",
    events: [{ kind: "dispatch" }, outcome("unsent")],
    state: "planned",
  },
  {
    why: "what may have left is not",
    events: [{ kind: "dispatch" }, outcome("unknown"), { kind: "dispatch" }],
    state: "unknown",
  },
  {
    why: "a callback before the answer",
    events: [{ kind: "dispatch" }, reached, outcome("accepted")],
    state: "delivered",
  },
  {
    why: "a callback settles the unknown",
    events: [{ kind: "dispatch" }, outcome("unknown"), missed],
    state: "failed",
  },
  {
    why: "delivery outranks failure",
    events: [{ kind: "dispatch" }, outcome("accepted"), missed, reached],
    state: "delivered",
  },
  {
    why: "failure never outranks delivery",
    events: [{ kind: "dispatch" }, reached, missed],
    state: "delivered",
  },
  { why: "a dead worker", events: [{ kind: "dispatch" }, { kind: "abandon" }], state: "unknown" },
  {
    why: "a worker that was slow, not dead",
    events: [{ kind: "dispatch" }, { kind: "abandon" }, outcome("accepted")],
    state: "accepted",
  },
  {
    why: "too late to cancel",
    events: [{ kind: "dispatch" }, { kind: "cancel", why: "undone" }],
    state: "dispatching",
  },
  {
    why: "cancelled is never sent",
    events: [{ kind: "cancel", why: "undone" }, { kind: "dispatch" }],
    state: "cancelled",
  },
  {
    why: "absent, and a miss is preferred",
    events: [{ kind: "dispatch" }, outcome("unknown"), { kind: "absent", policy: "prefer_miss" }],
    state: "failed",
  },
  {
    why: "absent, and a duplicate is preferred",
    events: [{ kind: "dispatch" }, outcome("unknown"), { kind: "absent", policy: "prefer_duplicate" }],
    state: "planned",
  },
  {
    why: "a callback of what was taken for unsent",
    events: [
      { kind: "dispatch" },
      outcome("unsent"),
      { kind: "status", status: "underway" },
      { kind: "dispatch" },
    ],
    state: "accepted",
  },
] as const)("$why", ({ events, state }) => {
  expect(after(...events).state).toBe(state);
});

test("what never leaves is given up after some tries", () => {
  const tries = Array.from({ length: MAX_TRIES }, () => [
    { kind: "dispatch" } as const,
    outcome("unsent"),
  ]).flat();
  expect(after(...tries)).toEqual({ state: "failed", why: "never_left", tries: MAX_TRIES });
});

/** A request on its way: whether it left is known to the world only; its answer fits to that. */
type Request = { left: boolean; answered: boolean };

/**
 * Two dispatchers, a reaper, a provider and a person act in any order on one attempt. A request's answer is
 * true but may be lost (crash, time-out); callbacks come only for what left.
 */
test("whatever happens in whatever order, at most one request leaves, and nothing is left in limbo", () => {
  const act = fc.record({
    who: fc.constantFrom("dispatch", "answer", "crash", "callback", "abandon", "cancel", "look-up", "settle"),
    left: fc.boolean(),
    which: fc.nat(3),
    good: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      let attempt: Attempt = planned;
      const requests: Request[] = [];
      const apply = (event: AttemptEvent): boolean => {
        const next = transition(attempt, event);
        if (next) attempt = next;
        return next !== null;
      };
      for (const { who, left, which, good } of acts) {
        const request = requests[which % Math.max(1, requests.length)];
        if (who === "dispatch" && apply({ kind: "dispatch" })) requests.push({ left, answered: false });
        if (who === "answer" && request && !request.answered) {
          request.answered = true;
          apply(outcome(request.left ? (good ? "accepted" : "unknown") : good ? "unsent" : "unknown"));
        }
        if (who === "crash" && request) request.answered = true;
        if (who === "callback" && request?.left) apply(good ? reached : missed);
        if (who === "abandon") apply({ kind: "abandon" });
        if (who === "cancel") apply({ kind: "cancel", why: "undone" });
        // A look-up tells "absent" only of what did not leave.
        if (who === "look-up" && requests.length > 0 && requests.every((each) => !each.left))
          apply({ kind: "absent", policy: "prefer_miss" });
        if (who === "settle") apply({ kind: "settle", as: good ? "sent" : "not_sent" });
        expect(requests.filter((each) => each.left).length).toBeLessThanOrEqual(1);
      }
      apply({ kind: "abandon" });
      expect(attempt.state).not.toBe("dispatching");
      if (isFinal(attempt.state) && attempt.state !== "delivered") expect(attempt.why).not.toBeNull();
    }),
    { numRuns: 5000 },
  );
});

test("no event moves an attempt out of what is final, but for the proof of delivery", () => {
  for (const state of ATTEMPT_STATES.filter(isFinal)) {
    const attempt: Attempt = { state, why: null, tries: 0 };
    for (const event of [
      { kind: "dispatch" },
      outcome("accepted"),
      missed,
      { kind: "abandon" },
      { kind: "settle", as: "sent" },
    ] as const)
      expect(transition(attempt, event)).toBeNull();
    expect(transition(attempt, reached)?.state ?? state).toBe("delivered");
  }
});
