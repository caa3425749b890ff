import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RequestError } from "@/lib/client/request-error";
import { DEFAULT_FLOW } from "@/lib/domain/flow/default-flow";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { createDraftSaver } from "./draft-saver";

const draft = (n: number): FlowDefinition => ({ ...DEFAULT_FLOW, steps: DEFAULT_FLOW.steps.slice(0, n) });
const refusal = (status: number) => new RequestError("no", { status, code: "x" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("many changes become one request, with the newest content", async () => {
  const save = vi.fn(async (_: FlowDefinition, revision: number) => ({ revision: revision + 1 }));
  const saver = createDraftSaver(draft(0), 7, save);
  saver.changed(draft(1));
  const last = draft(2);
  saver.changed(last);
  expect(saver.get().is).toBe("waiting");
  await vi.advanceTimersByTimeAsync(1000);
  expect(save.mock.calls).toEqual([[last, 7]]);
  expect(saver.get().is).toBe("saved");
  expect(saver.revision()).toBe(8);
});

test("what changes during a request follows it, on the new revision", async () => {
  let answer = (_: { revision: number }): void => undefined;
  const save = vi.fn(() => new Promise<{ revision: number }>((resolve) => (answer = resolve)));
  const saver = createDraftSaver(draft(0), 1, save);
  saver.changed(draft(1));
  await vi.advanceTimersByTimeAsync(1000);
  const later = draft(3);
  saver.changed(later);
  expect(save).toHaveBeenCalledTimes(1);
  answer({ revision: 2 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(save.mock.calls.at(-1)).toEqual([later, 2]);
});

test("who leaves loses nothing that is on its way, and is told of what is not", async () => {
  const save = vi.fn(() => new Promise<{ revision: number }>(() => undefined));
  const saver = createDraftSaver(draft(0), 1, save);
  expect(saver.isUnderWay()).toBe(true);
  saver.changed(draft(1));
  expect(saver.isUnderWay()).toBe(false);
  void saver.flush();
  expect(saver.isUnderWay()).toBe(true);
  saver.changed(draft(2));
  expect(saver.isUnderWay()).toBe(false);
});

test("a server that can't be reached is tried again until it answers", async () => {
  const save = vi.fn(async () => ({ revision: 2 }));
  save.mockRejectedValueOnce(refusal(0)).mockRejectedValueOnce(refusal(503));
  const saver = createDraftSaver(draft(0), 1, save);
  saver.changed(draft(1));
  await vi.advanceTimersByTimeAsync(700);
  expect(saver.get().is).toBe("failed");
  await vi.advanceTimersByTimeAsync(5000);
  expect(save).toHaveBeenCalledTimes(3);
  expect(saver.get().is).toBe("saved");
});

test("somebody else's draft is never written over", async () => {
  const save = vi.fn(async () => ({ revision: 9 }));
  save.mockRejectedValueOnce(refusal(409));
  const saver = createDraftSaver(draft(0), 1, save);
  saver.changed(draft(1));
  await vi.advanceTimersByTimeAsync(1000);
  saver.changed(draft(2));
  await saver.flush();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(saver.get().is).toBe("conflict");
  expect(save).toHaveBeenCalledTimes(1);
  saver.restart(draft(4), 8);
  saver.changed(draft(3));
  await saver.flush();
  expect(save.mock.calls.at(-1)).toEqual([draft(3), 8]);
});

test("flush sends at once, and undoing everything needs no request", async () => {
  const save = vi.fn(async () => ({ revision: 2 }));
  const first = draft(0);
  const saver = createDraftSaver(first, 1, save);
  saver.changed(draft(1));
  saver.changed(first);
  await vi.advanceTimersByTimeAsync(1000);
  expect(save).not.toHaveBeenCalled();
  saver.changed(draft(1));
  await saver.flush();
  expect(save).toHaveBeenCalledTimes(1);
  expect(saver.get().is).toBe("saved");
});
