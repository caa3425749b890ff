import "server-only";
import { audit } from "@/lib/audit/audit";
import { type Context, mayAct } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import type { ExportTable } from "@/lib/exports/definition";
import type { Export } from "@/lib/exports/respond";
import { localTime } from "@/lib/rejected/local-time";
import type { VisitState } from "@/lib/reports/flow/visit-states";
import { readVisits, viewVisits } from "./people";
import type { FlowPeopleExportInput, FlowPerson } from "./people-contract";
import { isEnd, START } from "./people-cursor";
import type { VisitFilter } from "./people-query";
import { type ReadScope, scopeOf } from "./read";

/** Rows a statement. */
const PAGE = 4000;

/** Everyone who came to a step, or left it by an exit, as a table. @throws AppError forbidden, not_found */
export async function exportFlowPeople(
  ctx: Context,
  { id, step, exit, state, format, ...params }: FlowPeopleExportInput,
  now: number = Date.now(),
): Promise<Export<FlowPerson>> {
  if (!mayAct(ctx.role, "operator")) {
    throw new AppError(
      "forbidden",
      "Downloads hold full numbers, which viewers may not see. Ask an operator for the file, or an admin for the role.",
    );
  }
  const scope = await scopeOf(ctx, { ...params, flowId: id }, now);
  const filter = { stepId: step, exit: exit ?? null, outcome: state ?? null };
  const asked = { step, exit, state, ...params };
  const set = Object.entries(asked).filter(([, value]) => value !== undefined);
  await audit(ctx, "flow.people_exported", String(id), { format, ...Object.fromEntries(set) });
  const pages = scope ? pagesOf(ctx, scope, filter) : noPages();
  return { table: tableFor(ctx.timeZone, step), pages, total: null };
}

async function* pagesOf(
  ctx: Context,
  scope: ReadScope,
  filter: VisitFilter,
): AsyncGenerator<readonly FlowPerson[]> {
  for (let at = START; ; ) {
    const { visits, next } = await readVisits(ctx.workspaceId, scope, filter, at, PAGE);
    if (visits.length > 0) yield await viewVisits(ctx, visits);
    if (isEnd(next)) return;
    at = next;
  }
}

async function* noPages(): AsyncGenerator<readonly FlowPerson[]> {}

const OUTCOMES: Readonly<Record<VisitState, string>> = {
  succeeded: "Succeeded",
  failed: "Failed",
  inProgress: "In progress",
  cancelled: "Cancelled",
};

/** The headers are a contract with people's spreadsheets and stay in English in every language. */
function tableFor(timeZone: string, step: string): ExportTable<FlowPerson> {
  const upper = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return {
    name: "flow-people",
    columns: [
      { header: "Time", width: 20, value: ({ startedAt }) => localTime(Date.parse(startedAt), timeZone) },
      { header: "Message_From", width: 18, value: ({ sender }) => sender },
      { header: "Message_To", width: 18, value: (person) => person.recipient ?? person.recipientUserId },
      { header: "Status", width: 10, value: ({ status }) => upper(status) },
      {
        header: "Description",
        width: 60,
        value: ({ reason }) => reason && `${reason.title}: ${reason.sentence}`,
      },
      { header: "Step", width: 12, value: () => step },
      { header: "Outcome", width: 12, value: ({ state }) => OUTCOMES[state] },
      { header: "Exit", width: 12, value: ({ exit }) => exit },
      { header: "Detail", width: 40, value: ({ detail }) => detail },
      { header: "Campaign", width: 24, value: ({ campaignName }) => campaignName },
      { header: "Provider_Message_Id", width: 40, value: ({ providerMessageId }) => providerMessageId },
      { header: "Time_UTC", width: 26, value: ({ startedAt }) => startedAt },
    ],
  };
}
