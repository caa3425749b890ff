import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../time";
import { signedContent, webhookBody } from "./events";
import { concurrencyOf, restAfter, shouldPause } from "./health";
import { type Answer, judge, MAX_TRIES, retryAfterOf } from "./retry";

const NOW = Date.UTC(2026, 10, 22, 12);
const answered = (status: number, retryAfter: number | null = null): Answer => ({
  kind: "answered",
  status,
  retryAfter,
});

describe("judge", () => {
  test.each([200, 201, 204, 299])("%i is delivered", (status) => {
    expect(judge(answered(status), 1, NOW, 0)).toEqual({ kind: "delivered" });
  });

  test.each([301, 307, 400, 401, 404, 429, 500, 503])("%i is tried again", (status) => {
    expect(judge(answered(status), 1, NOW, 0)).toEqual({ kind: "retry", at: NOW + 5 * SECOND, hold: false });
  });

  test("410 ends it and says so", () => {
    expect(judge(answered(410), 1, NOW, 0)).toEqual({ kind: "failed", gone: true });
  });

  test("no answer is tried again, over a little more than a day", () => {
    let at = NOW;
    const pauses: number[] = [];
    for (let tries = 1; tries < MAX_TRIES; tries++) {
      const verdict = judge({ kind: "none" }, tries, at, 0);
      if (verdict.kind !== "retry") throw new Error("given up too early");
      pauses.push(verdict.at - at);
      at = verdict.at;
    }
    expect(pauses.slice(0, 4)).toEqual([5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR]);
    expect(at - NOW).toBeGreaterThan(DAY);
    expect(judge({ kind: "none" }, MAX_TRIES, at, 0)).toEqual({ kind: "failed", gone: false });
  });

  test("Retry-After is honoured for the endpoint as a whole, up to a day", () => {
    expect(judge(answered(429, MINUTE), 1, NOW, 0)).toEqual({ kind: "retry", at: NOW + MINUTE, hold: true });
    expect(judge(answered(503, 30 * DAY), 1, NOW, 0)).toEqual({ kind: "retry", at: NOW + DAY, hold: true });
    expect(judge(answered(429, SECOND), 2, NOW, 0)).toMatchObject({ at: NOW + 5 * MINUTE });
  });

  test("the next try lies ahead, whatever came back", () => {
    const statuses = fc.integer({ min: 100, max: 599 });
    const waits = fc.option(fc.integer({ min: 0, max: 10 * DAY }));
    fc.assert(
      fc.property(
        statuses,
        waits,
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (status, wait, tries, spread) => {
          const verdict = judge(answered(status, wait), tries, NOW, spread);
          if (verdict.kind === "retry") {
            expect(verdict.at).toBeGreaterThanOrEqual(NOW + 5 * SECOND);
            expect(verdict.at).toBeLessThanOrEqual(NOW + DAY);
            expect(tries).toBeLessThan(MAX_TRIES);
          } else if (verdict.kind === "delivered") expect(status).toBeLessThan(300);
          else expect(verdict.gone || tries >= MAX_TRIES).toBe(true);
        },
      ),
    );
  });
});

test.each([
  ["120", 120 * SECOND],
  [" 0 ", 0],
  ["Sun, 22 Nov 2026 12:02:00 GMT", 2 * MINUTE],
  ["Sun, 22 Nov 2026 11:00:00 GMT", 0],
  ["soon", null],
  ["-5", null],
  ["1.5", null],
  ["", null],
  [null, null],
])("Retry-After %j", (header, expected) => {
  expect(retryAfterOf(header, NOW)).toBe(expected);
});

describe("an endpoint that fails", () => {
  test("is probed alone, with growing rests of at most a minute", () => {
    expect([1, 4, 5, 100].map((failures) => concurrencyOf(failures, 20))).toEqual([20, 20, 1, 1]);
    expect([0, 4, 5, 6, 7, 12, 500].map(restAfter)).toEqual([0, 0, 1000, 2000, 4000, MINUTE, MINUTE]);
  });

  test.each([
    { failures: 9, since: NOW - 30 * DAY, pause: false },
    { failures: 10, since: NOW - 3 * DAY, pause: true },
    { failures: 500, since: NOW - 2 * DAY, pause: false },
    { failures: 1000, since: NOW - DAY, pause: true },
    { failures: 100_000, since: NOW - HOUR, pause: false },
  ])("$failures times: pause $pause", ({ failures, since, pause }) => {
    expect(shouldPause({ failures, since }, NOW)).toBe(pause);
  });
});

test("body and signed content are those of the specification", () => {
  const body = webhookBody("status.changed", NOW, { messageId: "1" });
  expect(body).toBe(
    '{"type":"status.changed","timestamp":"2026-11-22T12:00:00.000Z","data":{"messageId":"1"}}',
  );
  expect(signedContent("evt_1", 1_795_348_800, body)).toBe(`evt_1.1795348800.${body}`);
});
