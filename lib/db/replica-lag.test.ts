import { expect, test } from "vitest";
import { ReplicaLag } from "@/lib/db/replica-lag";

/** Milliseconds since the last replayed commit: on a quiet primary it says nothing. */
const QUIET = 600_000;

test("a replica that has all is not behind, however long nothing happened", () => {
  const lag = new ReplicaLag();
  lag.note(100, 0);
  expect(lag.of(100, 50, QUIET)).toBe(0);
  lag.note(100, 1000);
  expect(lag.of(100, 900_000, QUIET)).toBe(0);
});

test("behind is the time since the oldest position that it lacks", () => {
  const lag = new ReplicaLag();
  lag.note(100, 0);
  lag.note(200, 1000);
  lag.note(300, 2000);
  expect(lag.of(150, 2500, QUIET)).toBe(1500);
  expect(lag.of(250, 2500, QUIET)).toBe(500);
  expect(lag.of(300, 2500, QUIET)).toBe(0);
});

test("of one that never was seen to move, the last replayed commit tells", () => {
  const lag = new ReplicaLag();
  lag.note(100, 0);
  expect(lag.of(50, 10, QUIET)).toBe(QUIET);
  lag.note(200, 1000);
  expect(lag.of(100, 1500, QUIET)).toBe(500);
});

test("one that stands still is ever further behind, in bounded memory", () => {
  const lag = new ReplicaLag();
  lag.note(1, 0);
  expect(lag.of(1, 0, 0)).toBe(0);
  for (let second = 1; second <= 5000; second++) lag.note(1 + second, second * 1000);
  expect(lag.of(1, 5_000_000, 0)).toBe(4_999_000);
});

test("another primary begins a new count", () => {
  const lag = new ReplicaLag();
  lag.note(1000, 0);
  expect(lag.of(500, 100, 0)).toBe(100);
  lag.note(400, 1000);
  expect(lag.of(500, 1100, 0)).toBe(0);
});
