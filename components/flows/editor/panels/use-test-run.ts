import { useCallback, useEffect, useMemo, useState } from "react";
import { runTest, type TestSample } from "@/lib/client/flow-editor";
import type { TestVisit } from "@/lib/flows/test-run-contract";
import { type LitRun, litBy } from "../lit-run";
import { useEditorStore } from "../state/store";

/** Long enough to follow, short enough for a long way. */
const STEP_MS = 650;

export type TestRun = {
  readonly visits: readonly TestVisit[];
  /** How many visits have been shown so far. */
  readonly shown: number;
  readonly pending: boolean;
  readonly error: unknown;
  readonly assume: Readonly<Record<string, string>>;
  readonly lit: LitRun | null;
  start(sample: TestSample): void;
  /** The same sample with another answer from outside. */
  answer(stepId: string, exit: string): void;
  clear(): void;
};

/** Asks the server for the way of a sample, and lights it up step after step. Nothing is sent. */
export function useTestRun(flowId: string): TestRun {
  const store = useEditorStore();
  const [visits, setVisits] = useState<readonly TestVisit[]>([]);
  const [shown, setShown] = useState(0);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [sample, setSample] = useState<TestSample | null>(null);
  const [assume, setAssume] = useState<Readonly<Record<string, string>>>({});
  const run = useCallback(
    async (given: TestSample, answers: Readonly<Record<string, string>>, from: number) => {
      setPending(true);
      setError(null);
      try {
        const found = (await runTest(flowId, store.get().definition, given, answers)).visits;
        const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
        setVisits(found);
        setShown(isStill ? found.length : Math.min(from, found.length));
      } catch (cause) {
        setError(cause);
      } finally {
        setPending(false);
      }
    },
    [flowId, store],
  );
  useEffect(() => {
    if (shown === 0 || shown >= visits.length) return;
    const timer = setTimeout(() => setShown(shown + 1), STEP_MS);
    return () => clearTimeout(timer);
  }, [shown, visits]);
  const lit = useMemo(() => (visits.length === 0 ? null : litBy(visits, shown)), [visits, shown]);
  return useMemo(
    () => ({
      visits,
      shown,
      pending,
      error,
      assume,
      lit,
      start(given) {
        setSample(given);
        setAssume({});
        void run(given, {}, 1);
      },
      answer(stepId, exit) {
        if (!sample) return;
        const answers = { ...assume, [stepId]: exit };
        setAssume(answers);
        const at = visits.findIndex((visit) => visit.stepId === stepId);
        void run(sample, answers, at + 1);
      },
      clear() {
        setVisits([]);
        setShown(0);
        setError(null);
      },
    }),
    [visits, shown, pending, error, assume, lit, sample, run],
  );
}
