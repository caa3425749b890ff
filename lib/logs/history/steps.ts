import "server-only";
import type { ClientBase } from "pg";
import type { ReadPool } from "@/lib/db/replica";
import { findPaths, findVersions, type HistoryFilter, type Logged } from "@/lib/logs/history/store";
import { logStepsOf, passed, type StepOfVersion } from "@/lib/logs/log-steps";

/** Log steps, and which of them a logged status passed. */
export type Steps = {
  readonly filter: Pick<HistoryFilter, "pathIds" | "stepIds">;
  /** The step as the last version has it. */
  readonly last: StepOfVersion | null;
  /** One entry a row that was written: a path may hold several of the steps. */
  stepsOf(logged: Logged): readonly StepOfVersion[];
};

type Which = {
  readonly flowId?: number | undefined;
  readonly stepId?: string | undefined;
  readonly logId?: number;
};

/** The log steps of a workspace's flows, over all their versions. */
export async function findSteps(
  db: ReadPool | ClientBase,
  workspaceId: number,
  which: Which,
): Promise<Steps> {
  const versions = await findVersions(db, workspaceId, which.flowId);
  const steps: StepOfVersion[] = versions.flatMap(({ flowId, version, definition }) =>
    logStepsOf(definition, which.logId ?? null)
      .filter(({ id }) => which.stepId === undefined || id === which.stepId)
      .map(({ id, logId, columns }) => ({ flowId, version, stepId: id, logId, columns })),
  );
  const paths = await findPaths(db, workspaceId, [...new Set(steps.map(({ flowId }) => flowId))]);
  const byPath = new Map(
    paths.map(({ id, flowId, version, trail }) => [
      id,
      steps.filter(
        (step) => step.flowId === flowId && step.version === version && passed(trail, step.stepId),
      ),
    ]),
  );
  return {
    last: steps.at(-1) ?? null,
    filter: {
      pathIds: [...byPath].filter(([, passedSteps]) => passedSteps.length > 0).map(([id]) => id),
      stepIds: [...new Set(steps.map(({ stepId }) => stepId))],
    },
    stepsOf: ({ pathId, flowId, version, stepId }) =>
      pathId !== null
        ? (byPath.get(pathId) ?? [])
        : steps.filter(
            (step) => step.flowId === flowId && step.version === version && step.stepId === stepId,
          ),
  };
}
