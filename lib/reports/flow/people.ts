import "server-only";
import type { Context } from "@/lib/auth/context";
import { parseTrail } from "@/lib/domain/flow/trail";
import type { WorkspaceId } from "@/lib/domain/ids";
import { CHANNELS, statusOfCode } from "@/lib/domain/message/status";
import { HOUR } from "@/lib/domain/time";
import { privacyFor } from "@/lib/messages/privacy";
import { viewReason } from "@/lib/messages/view";
import type { VisitState } from "@/lib/reports/flow/visit-states";
import type { FlowPeopleInput, FlowPeoplePage, FlowPerson } from "./people-contract";
import {
  type EventKey,
  isEnd,
  type PeopleCursor,
  type Place,
  START,
  type VisitKey,
  writeCursor,
} from "./people-cursor";
import {
  type PersonRow,
  queryEvents,
  queryHours,
  queryPaths,
  queryPeople,
  queryVisits,
  type VisitFilter,
} from "./people-query";
import { type ReadScope, scopeOf } from "./read";

/** What one page may read at most: hours of the event log, and visits of durable runs. */
const MOST_HOURS = 12;
const MOST_VISITS = 5000;
/** Pages in which nothing fits are passed over, so many in one answer. */
const EMPTY_PAGES = 4;

type Visit = {
  readonly at: Date;
  readonly message: string;
  readonly status: number;
  readonly state: VisitState;
  readonly exit: string | null;
  readonly detail: string | null;
};

/** Rows of one source behind a place. `end`: there are no more; else it was looked at as far as `scanned`. */
type Source<Key> = {
  readonly from: Place<Key>;
  readonly rows: readonly { readonly key: Key; readonly visit: Visit }[];
  readonly end: boolean;
  readonly scanned: Place<Key>;
};

type Page = { readonly visits: readonly Visit[]; readonly next: PeopleCursor };

/** Who came to a step, or left it by an exit: newest first, a page at a time. @throws AppError not_found */
export async function listFlowPeople(
  ctx: Context,
  { id, step, exit, state, cursor, limit, ...params }: FlowPeopleInput,
  now: number = Date.now(),
): Promise<FlowPeoplePage> {
  const scope = await scopeOf(ctx, { ...params, flowId: id }, now);
  if (!scope) return { items: [], nextCursor: null };
  const filter = { stepId: step, exit: exit ?? null, outcome: state ?? null };
  const { visits, next } = await readVisits(ctx.workspaceId, scope, filter, cursor ?? START, limit);
  return { items: await viewVisits(ctx, visits), nextCursor: isEnd(next) ? null : writeCursor(next) };
}

/** Visits of a step behind a place, as many as asked for unless a page's worth of reading finds fewer. */
export async function readVisits(
  workspaceId: WorkspaceId,
  scope: ReadScope,
  filter: VisitFilter,
  cursor: PeopleCursor,
  limit: number,
): Promise<Page> {
  const ways = waysThrough(await queryPaths(workspaceId, scope), filter);
  let at = cursor;
  for (let pages = 0; ; pages++) {
    const page = await readPage(workspaceId, scope, filter, ways, at, limit);
    if (page.visits.length > 0 || isEnd(page.next) || pages === EMPTY_PAGES) return page;
    at = page.next;
  }
}

type Way = Pick<Visit, "state" | "exit">;

/** Ways of the batch that leave the step as asked; who is left at it is a durable run's to tell. */
function waysThrough(
  paths: readonly { readonly id: number; readonly trail: string }[],
  { stepId, exit, outcome }: VisitFilter,
): ReadonlyMap<number, Way> {
  return new Map(
    paths.flatMap(({ id, trail }): [number, Way][] => {
      const visit = parseTrail(trail).find((one) => one.stepId === stepId);
      if (!visit || visit.outcome === null) return [];
      if ((exit !== null && visit.exit !== exit) || (outcome !== null && visit.outcome !== outcome))
        return [];
      return [[id, { state: visit.outcome, exit: visit.exit }]];
    }),
  );
}

async function readPage(
  workspaceId: WorkspaceId,
  scope: ReadScope,
  filter: VisitFilter,
  ways: ReadonlyMap<number, Way>,
  { events, visits }: PeopleCursor,
  limit: number,
): Promise<Page> {
  const [walked, durable] = await Promise.all([
    events === "end" ? ENDED : eventSource(workspaceId, scope, ways, events, limit),
    visits === "end" ? ENDED : visitSource(workspaceId, scope, filter, visits, limit),
  ]);
  return merge(walked, durable, limit);
}

const ENDED = { from: "end", rows: [], end: true, scanned: "end" } as const;

async function eventSource(
  workspaceId: WorkspaceId,
  scope: ReadScope,
  ways: ReadonlyMap<number, Way>,
  from: EventKey | "start",
  limit: number,
): Promise<Source<EventKey>> {
  const after = from === "start" ? null : from;
  const pathIds = [...ways.keys()];
  if (pathIds.length === 0) return ENDED;
  const all = await queryHours(workspaceId, scope, pathIds, after?.at ?? null);
  const hours: Date[] = [];
  // The hour of the place itself may be read already, so it counts for nothing.
  let expected = 0;
  for (const { hour, n } of all) {
    if (hours.length === MOST_HOURS || expected > limit) break;
    hours.push(hour);
    if (after === null || hour.getTime() + HOUR <= after.at) expected += n;
  }
  const rows = await queryEvents(workspaceId, scope, pathIds, hours, after, limit + 1);
  const last = hours.at(-1);
  return {
    from,
    rows: rows.map(({ at, message, status, word, pathId }) => {
      const way = ways.get(pathId) as Way;
      const key = { at: at.getTime(), message, status, word };
      return { key, visit: { at, message, status, detail: null, ...way } };
    }),
    end: hours.length === all.length && rows.length <= limit,
    scanned: last ? { at: last.getTime(), message: "0", status: 0, word: "" } : from,
  };
}

async function visitSource(
  workspaceId: WorkspaceId,
  scope: ReadScope,
  filter: VisitFilter,
  from: VisitKey | "start",
  limit: number,
): Promise<Source<VisitKey>> {
  const after = from === "start" ? null : from;
  const scan = Math.max(MOST_VISITS, limit + 1);
  const rows = await queryVisits(workspaceId, scope, filter, after, scan);
  const last = rows.at(-1);
  return {
    from,
    rows: rows
      .filter(({ fits }) => fits)
      .map(({ run, visit, outcome, at, message, status, exit, detail }) => ({
        key: { run, visit },
        visit: { at, message, status, state: outcome ?? ("inProgress" as const), exit, detail },
      })),
    end: rows.length < scan,
    scanned: last ? { run: last.run, visit: last.visit } : from,
  };
}

/** The newer of both heads, until the page is full or a source has to be read on before the order is known. */
function merge(events: Source<EventKey>, durable: Source<VisitKey>, limit: number): Page {
  const visits: Visit[] = [];
  let [e, d] = [0, 0];
  while (visits.length < limit) {
    const event = events.rows[e]?.visit;
    const visit = durable.rows[d]?.visit;
    if ((!event && !events.end) || (!visit && !durable.end)) break;
    const next = event && (!visit || event.at >= visit.at) ? event : visit;
    if (!next) break;
    visits.push(next);
    if (next === event) e++;
    else d++;
  }
  return { visits, next: { events: placeBehind(events, e), visits: placeBehind(durable, d) } };
}

function placeBehind<Key>({ from, rows, end, scanned }: Source<Key>, taken: number): Place<Key> {
  if (taken === rows.length) return end ? "end" : scanned;
  return rows[taken - 1]?.key ?? from;
}

export async function viewVisits(
  ctx: Pick<Context, "workspaceId" | "role" | "locale">,
  visits: readonly Visit[],
): Promise<FlowPerson[]> {
  const ids = [...new Set(visits.map(({ message }) => message))];
  const people = await queryPeople(ctx.workspaceId, ids);
  return visits.map((visit) => viewVisit(ctx, visit, people.get(visit.message)));
}

function viewVisit(
  ctx: Pick<Context, "role" | "locale">,
  { message, status, at, state, exit, detail }: Visit,
  person: PersonRow | undefined,
): FlowPerson {
  const privacy = privacyFor(ctx.role);
  const began = statusOfCode(status);
  const where = {
    provider: person?.provider ?? "",
    channel: CHANNELS[person?.channel ?? 0] ?? "whatsapp",
    locale: ctx.locale,
  };
  const isAboutRejection = began === "rejected" && person !== undefined;
  return {
    messageId: message,
    campaignId: person ? String(person.campaignId) : null,
    campaignName: person?.campaignName ?? null,
    providerMessageId: person ? privacy.messageId(person.providerMessageId, person.recipient) : null,
    recipient: privacy.number(person?.recipient ?? null),
    recipientUserId: privacy.userId(person?.recipientUserId ?? null),
    sender: person?.sender ?? null,
    status: began,
    startedAt: at.toISOString(),
    state,
    exit,
    detail: privacy.text(detail),
    reason: isAboutRejection ? viewReason(where, person.errorCode, privacy.text(person.errorText)) : null,
    isRejected: person?.status === 5,
  };
}
