import type { Pool } from "pg";
import { withRetry } from "@/lib/db/in-transaction";
import type { FlowStep } from "@/lib/domain/flow/definition";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import { endingAs, leavingBy } from "@/lib/domain/flow/trail";
import { type CompiledFlow, compileFlow } from "@/lib/domain/flow/walk";
import { SECOND } from "@/lib/domain/time";
import { advance, sleep } from "@/lib/flows/engine/advance";
import { storeAdvances } from "@/lib/flows/engine/advance-store";
import { Gate, hostOf } from "@/lib/flows/engine/gate";
import { Lanes } from "@/lib/flows/engine/lanes";
import { type Advance, factsOf, type Left, type Run } from "@/lib/flows/engine/run";
import { attemptsNow, claimRuns, endpointExists } from "@/lib/flows/engine/run-store";
import { performHttp } from "@/lib/flows/engine/steps/http";
import { performLocalTime } from "@/lib/flows/engine/steps/local-time";
import { type AttemptNow, sent } from "@/lib/flows/engine/steps/send";
import { hasArrived } from "@/lib/flows/engine/steps/wait";
import { performWebhook } from "@/lib/flows/engine/steps/webhook";
import type { StepWorld, World } from "@/lib/flows/engine/steps/world";
import { loadVersions } from "@/lib/flows/engine/store";

/** Milliseconds between two looks for what is due, while nothing is. */
const LOOK_EVERY = 200;
/** Runs taken at once. */
const BATCH = 250;
/** Seconds for which a worker has a run: longer than a request may take, and short enough to take over from the dead. */
const LEASE = 40;
/** Times that a run is taken up for one step before it is given up; each of them ended with the worker. */
const MOST_TRIES = 5;
/** Versions kept; what is dropped is loaded again. */
const MOST_VERSIONS = 500;

type Options = {
  readonly pool: Pool;
  readonly world: World;
  /** The writer's number for the counters. */
  readonly slot: () => number;
  readonly onError: (error: unknown) => void;
  readonly now?: () => number;
  /** Told of named moments, for tests that end the process there. */
  readonly reach?: (moment: "claimed" | "performed" | "stored") => void;
};

/**
 * Takes runs on whose time has come, any number of processes beside each other. What a run does outside is done
 * while it is leased and told in the transaction in which it goes on; a worker that dies leaves it to the next.
 */
export class FlowRunner {
  private readonly versions = new Map<string, CompiledFlow>();
  private readonly lanes = new Lanes(() => this.lookNow());
  private readonly gate = new Gate();
  private readonly running = new Set<Promise<unknown>>();
  private done: Advance[] = [];
  private writing: Promise<void> | null = null;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: Options) {}

  start(): this {
    this.look();
    return this;
  }

  /** Takes nothing more, and waits for what is on its way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.lanes.close();
    this.gate.close();
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  /** Where it only waits for its next look, it looks at once. */
  private lookNow(): void {
    if (!this.timer || this.stopped) return;
    clearTimeout(this.timer);
    this.look();
  }

  private look(): void {
    this.timer = undefined;
    const round = this.round()
      .catch((error) => {
        this.options.onError(error);
        return 0;
      })
      .then((taken) => {
        if (!this.stopped) this.timer = setTimeout(() => this.look(), taken === BATCH ? 0 : LOOK_EVERY);
      });
    this.follow(round);
  }

  private follow(work: Promise<unknown>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  /** @returns how many runs were taken */
  private async round(): Promise<number> {
    const { pool, reach, now = Date.now } = this.options;
    const runs = await claimRuns(pool, BATCH, LEASE, this.lanes.full());
    if (runs.length === 0) return 0;
    reach?.("claimed");
    await this.loadVersionsOf(runs);
    const ids = runs.flatMap(({ attemptId }) => attemptId ?? []);
    const attempts = await attemptsNow(pool, ids);
    for (const run of runs) this.take(run, attempts, now());
    await this.write();
    return runs.length;
  }

  private take(run: Run, attempts: ReadonlyMap<string, AttemptNow>, now: number): void {
    const flow = this.versions.get(nameOf(run));
    const step = flow?.step(run.stepId);
    if (!flow || !step || !run.message) {
      const gone =
        flow ?? compileFlow({ format: "reachback.flow", formatVersion: 1, limits: null, steps: [] });
      this.done.push(advance(gone, run, null, now));
      return;
    }
    if (run.tries > MOST_TRIES) {
      this.done.push(advance(flow, run, failureOf(step, "worker_died"), now));
      return;
    }
    if (!isOutside(step)) {
      this.done.push(goneOn(flow, step, run, attempts, now));
      return;
    }
    const facts = factsOf(run, run.message, run, now);
    const turn = this.lanes.run(run, (until) => this.perform(step, run, facts, until));
    this.follow(
      turn.then((left) => {
        const at = (this.options.now ?? Date.now)();
        this.done.push(left ? advance(flow, run, left, at) : sleep(run, at));
        return this.write();
      }),
    );
  }

  /** What goes over the network, or asks whether it may; null where its turn did not come. */
  private async perform(step: FlowStep, run: Run, facts: FlowFacts, until: number): Promise<Left | null> {
    const { world, pool, onError, reach } = this.options;
    const turn: StepWorld["turn"] = (url, request) => this.gate.run(hostOf(url), until, request);
    try {
      const left = await performStep(step, run, facts, { ...world, turn }, pool);
      if (left) reach?.("performed");
      return left;
    } catch (error) {
      onError(error);
      return failureOf(step, "internal");
    }
  }

  /** One transaction at a time, with all that has come together meanwhile. */
  private write(): Promise<void> {
    this.writing ??= this.writeAll().finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  private async writeAll(): Promise<void> {
    const { pool, slot, onError, reach } = this.options;
    while (this.done.length > 0) {
      const batch = this.done.splice(0, BATCH);
      const store = (advances: readonly Advance[]) => withRetry(() => storeAdvances(pool, advances, slot()));
      try {
        await store(batch);
      } catch (error) {
        onError(error);
        // One that can't be written must not take the others with it; the leases of both end by themselves.
        for (const each of batch) await store([each]).catch(onError);
      }
      reach?.("stored");
    }
  }

  private async loadVersionsOf(runs: readonly Run[]): Promise<void> {
    const missing = new Map(
      runs.filter((run) => !this.versions.has(nameOf(run))).map((run) => [nameOf(run), run]),
    );
    if (this.versions.size + missing.size > MOST_VERSIONS) this.versions.clear();
    const wanted = this.versions.size === 0 ? new Map(runs.map((run) => [nameOf(run), run])) : missing;
    for (const version of await loadVersions(this.options.pool, [...wanted.values()]))
      this.versions.set(nameOf(version), compileFlow(version.definition));
  }
}

const nameOf = ({ workspaceId, flowId, version }: Pick<Run, "workspaceId" | "flowId" | "version">): string =>
  `${workspaceId}|${flowId}|${version}`;

const isOutside = (step: FlowStep): boolean =>
  step.type === "http" ||
  step.type === "webhook" ||
  (step.type === "local_time" && step.source === "timezonedb");

async function performStep(
  step: FlowStep,
  run: Run,
  facts: FlowFacts,
  world: StepWorld,
  pool: Pool,
): Promise<Left | null> {
  if (step.type === "http") return performHttp(step, run.workspaceId, `${run.id}-${run.visit}`, facts, world);
  if (step.type === "local_time") return performLocalTime(step, run.workspaceId, facts, world);
  if (step.type !== "webhook") return failureOf(step, "internal");
  const exists = await endpointExists(pool, run.workspaceId, step.endpointId ?? 0);
  return performWebhook(step, run, facts, exists);
}

const failureOf = (step: FlowStep, detail: string): Left => {
  const exit = step.type === "sms" || step.type === "call" ? "missed" : "failed";
  return { leaving: step.exits[exit] === undefined ? endingAs("failed") : leavingBy(exit), detail };
};

/** Steps that ask the database alone. */
function goneOn(
  flow: CompiledFlow,
  step: FlowStep,
  run: Run,
  attempts: ReadonlyMap<string, AttemptNow>,
  now: number,
): Advance {
  if (run.state === "ready") return advance(flow, run, null, now);
  const later = run.resumeAt ?? now + 10 * SECOND;
  if (step.type === "sms" || step.type === "call") {
    const left = sent(attempts.get(run.attemptId ?? "") ?? null, run.resumeAt, now);
    return left ? advance(flow, run, left, now) : sleep(run, later);
  }
  if (step.type !== "wait") return advance(flow, run, null, now);
  if (hasArrived(step, run)) return advance(flow, run, { leaving: leavingBy("arrived") }, now);
  if (now < later) return sleep(run, later);
  return advance(flow, run, { leaving: leavingBy(step.until === "status" ? "timed_out" : "next") }, now);
}
