import type { Pool } from "pg";
import { raiseAlert, resolveAlert } from "@/lib/alerts/raise-alert";
import { budgetFindings, type Finding, shareFindings, silenceFindings } from "@/lib/alerts/watch/findings";
import {
  campaignBudgets,
  campaignShares,
  onlyHere,
  openAlertsOf,
  quietConnections,
  stillSilent,
  type WatchedWorkspace,
  watchedWorkspaces,
} from "@/lib/alerts/watch/store";
import type { AlertKind } from "@/lib/domain/alert/kinds";

/** Kinds whose causes are looked for here; the others are raised where they happen. */
const WATCHED = [
  "rejected_share",
  "silent_share",
  "no_webhook",
  "budget",
] as const satisfies readonly AlertKind[];
/** Any number; the same in every process. */
const WATCH_LOCK = 7_224_012;

/** One round over all workspaces: opens what calls for it and closes what is over. */
export const watch = (pool: Pool, now: number, onError: (error: unknown) => void): Promise<void> =>
  onlyHere(pool, WATCH_LOCK, async () => {
    for (const workspace of await watchedWorkspaces(pool))
      await watchWorkspace(pool, workspace, now).catch(onError);
  });

async function watchWorkspace(pool: Pool, workspace: WatchedWorkspace, now: number): Promise<void> {
  const { id: workspaceId, noWebhookMinutes, budgetPercent } = workspace;
  const findings: Finding[] = [
    ...shareFindings(await campaignShares(pool, workspaceId)),
    ...silenceFindings(await quietConnections(pool, workspaceId, noWebhookMinutes), noWebhookMinutes, now),
    ...budgetFindings(await campaignBudgets(pool, workspaceId), budgetPercent),
  ];
  const open = await openAlertsOf(pool, workspaceId, WATCHED);
  const silent = await stillSilent(
    pool,
    workspaceId,
    open.filter(({ kind }) => kind === "no_webhook"),
  );
  for (const { opens, ...finding } of findings)
    if (opens) await raiseAlert(pool, { workspaceId, ...finding });
  for (const { kind, key } of open) {
    const stays =
      findings.some((finding) => finding.kind === kind && finding.key === key) ||
      // Silence ends with a webhook, however long ago the campaign was.
      (kind === "no_webhook" && silent.has(key));
    if (!stays) await resolveAlert(pool, { workspaceId, kind, key });
  }
}
