import { mayFallBack } from "@/lib/domain/fallback/rule";
import type { FlowStep, Outcome } from "@/lib/domain/flow/definition";
import { leavingBy, parseTrail, readLeaving } from "@/lib/domain/flow/trail";
import { type CompiledFlow, leavingOf, type Walk } from "@/lib/domain/flow/walk";
import {
  type Advance,
  type Effect,
  factsOf,
  type Left,
  type Position,
  type Run,
  type VisitRow,
} from "@/lib/flows/engine/run";
import { logRow } from "@/lib/flows/engine/steps/log";
import { sendingDeadline, sendingEffect } from "@/lib/flows/engine/steps/send";
import { hasArrived, LOOK_AGAIN, waitEnd } from "@/lib/flows/engine/steps/wait";

/** Steps in one go; what is more waits its turn, so that one run never holds up the others. */
const STEPS_IN_A_GO = 100;
/** Visits after which a run that goes round and round is ended. */
const MOST_VISITS = 10_000;

/**
 * Takes a run on until it waits, goes out or ends. Pure: what it brings about is written by `storeAdvances`.
 * @param left - how its present step is left; null: the step is begun
 */
export function advance(flow: CompiledFlow, run: Run, left: Left | null, now: number): Advance {
  const go = new Go(flow, run, now);
  if (!run.message) return go.finish("cancelled", "message_removed");
  if (left) {
    const ended = go.leave(left);
    if (ended) return ended;
  }
  for (let steps = 0; steps < STEPS_IN_A_GO; steps++) {
    const stopped = go.begin();
    if (stopped) return stopped;
  }
  return go.stop("ready", now);
}

/** It looks again later; nothing else changes. */
export const sleep = (run: Run, wakeAt: number): Advance => ({
  run,
  visits: [],
  effects: [],
  position: { ...run, wakeAt, error: null },
});

class Go {
  private readonly visits: VisitRow[] = [];
  private readonly effects: Effect[] = [];
  private results: Readonly<Record<string, string>>;
  private foundZone: string | null;
  private at: { visit: number; stepId: string; enteredAt: number; isNew: boolean };

  constructor(
    private readonly flow: CompiledFlow,
    private readonly run: Run,
    private readonly now: number,
  ) {
    this.results = run.results;
    this.foundZone = run.foundZone;
    this.at = {
      visit: run.visit,
      stepId: run.stepId,
      enteredAt: run.enteredAt ?? run.startedAt,
      isNew: run.enteredAt === null && run.pathId === null,
    };
  }

  /** Goes through pure steps, or comes to stand at one that is not. Null: go on. */
  begin(): Advance | null {
    const step = this.flow.step(this.at.stepId);
    if (!step) return this.finish("failed", "step_missing");
    if (this.at.visit > MOST_VISITS) return this.finish("failed", "too_many_steps");
    switch (step.type) {
      case "wait":
        return this.beginWait(step);
      case "sms":
      case "call":
        return this.beginSending(step);
      case "suppress":
        return this.suppress(step);
      case "log":
        // The walk leaves rows with columns of their own to us: only here are all variables known.
        if (step.logId !== null && step.columns !== null)
          return this.leave({
            leaving: leavingOf(step, "next"),
            effects: logRow(step, this.facts(), this.results),
          });
        break;
      case "http":
      case "webhook":
        return this.stop("ready", this.now);
      case "local_time":
        if (step.source === "timezonedb") return this.stop("ready", this.now);
        break;
    }
    return this.walk();
  }

  private walk(): Advance | null {
    const walk = this.flow.walk(this.facts(), this.at.stepId);
    parseTrail(walk.trail).forEach(({ stepId, exit, outcome }, i) => {
      if (i > 0) this.enter(stepId);
      if (outcome !== null) this.note(outcome, exit, null);
    });
    this.gather(walk);
    if (walk.stopsAt === null) return this.finish(walk.outcome ?? "succeeded", null);
    // A step without I/O that asks for what is known here always goes on; anything else is a mistake of ours.
    return walk.stopsAt === walk.trail ? this.finish("failed", "stuck") : null;
  }

  private gather(walk: Walk): void {
    if (walk.zoneFromNumber) this.foundZone = null;
    const facts = this.facts();
    for (const { ruleId } of walk.fallbacks) this.effects.push({ kind: "fallback", ruleId });
    for (const step of walk.logs) this.effects.push(...logRow(step, facts, this.results));
  }

  private beginWait(step: Extract<FlowStep, { type: "wait" }>): Advance | null {
    if (step.until === "status" && hasArrived(step, this.run))
      return this.leave({ leaving: leavingBy("arrived") });
    const resumeAt = waitEnd(step, this.facts(), this.at.enteredAt);
    const wakeAt = step.until === "status" ? Math.min(resumeAt, this.now + LOOK_AGAIN) : resumeAt;
    return this.stop("waiting", wakeAt, { resumeAt });
  }

  private beginSending(step: Extract<FlowStep, { type: "sms" | "call" }>): Advance | null {
    const facts = this.facts();
    // Who said stop is left in peace, and a fault of the sender's own is not paid for twice, whatever the graph says.
    if (facts.reasonClass && !mayFallBack(facts.reasonClass))
      return this.leave({ leaving: leavingBy("missed"), detail: facts.reasonClass });
    const effect = sendingEffect(this.flow, step, this.run, facts, this.at.visit);
    if (!effect) return this.leave({ leaving: leavingBy("missed"), detail: "not_published" });
    this.effects.push(effect);
    const resumeAt = sendingDeadline(this.flow, this.now);
    return this.stop("waiting", resumeAt, { resumeAt, attemptId: effect.id });
  }

  private suppress(step: Extract<FlowStep, { type: "suppress" }>): Advance | null {
    const people = this.run.message?.people ?? [];
    if (people.length === 0) return this.leave({ leaving: "=failed", detail: "no_phone" });
    const effect = { kind: "suppress", people, days: step.days, note: step.note } as const;
    return this.leave({ leaving: leavingOf(step, "next"), effects: [effect] });
  }

  /** To the step behind, or to the run's end. */
  leave({ leaving, detail = null, effects = [], results, foundZone }: Left): Advance | null {
    const { exit, outcome } = readLeaving(leaving);
    this.effects.push(...effects);
    if (results) this.results = { ...this.results, ...results };
    if (foundZone !== undefined) this.foundZone = foundZone;
    const ended = outcome ?? "succeeded";
    this.note(ended, exit, detail);
    const target = exit === null ? undefined : this.flow.step(this.at.stepId)?.exits[exit];
    if (target === undefined) return this.finish(ended, ended === "succeeded" ? null : detail);
    this.enter(target);
    return null;
  }

  private enter(stepId: string): void {
    this.at = { visit: this.at.visit + 1, stepId, enteredAt: this.now, isNew: true };
  }

  private note(outcome: Outcome, exit: string | null, detail: string | null): void {
    this.visits.push({ ...this.at, leftAt: this.now, outcome, exit, detail });
  }

  stop(state: "ready" | "waiting", wakeAt: number, over: Partial<Position> = {}): Advance {
    this.visits.push({ ...this.at, leftAt: null, outcome: null, exit: null, detail: null });
    return this.result({ state, wakeAt, error: null, ...over });
  }

  /** The step that it stands at, where it was not left, ends with it. */
  finish(state: Outcome, error: string | null): Advance {
    const last = this.visits.at(-1);
    if (last?.visit !== this.at.visit) this.note(state, null, error);
    return this.result({ state, wakeAt: null, error });
  }

  private result(over: Pick<Position, "state" | "wakeAt" | "error"> & Partial<Position>): Advance {
    const { run, visits, effects, results, foundZone } = this;
    const { visit, stepId, enteredAt } = this.at;
    const position = {
      visit,
      stepId,
      enteredAt,
      resumeAt: null,
      attemptId: null,
      results,
      foundZone,
      ...over,
    };
    return { run, visits, effects, position };
  }

  private facts() {
    if (!this.run.message) throw new RangeError("a run without its message has nothing to ask");
    const { results, foundZone } = this;
    return factsOf(this.run, this.run.message, { results, foundZone }, this.now);
  }
}
