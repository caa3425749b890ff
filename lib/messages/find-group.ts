import "server-only";
import { type Quantity, quantity } from "@/lib/domain/campaign/metrics";
import type { WorkspaceId } from "@/lib/domain/ids";
import { STATUS_CODE } from "@/lib/domain/message/status";
import {
  countGroup,
  findIds,
  findMessages,
  type MessageFilter,
  type MessageRow,
  newestId,
  newestOf,
} from "@/lib/messages/store";

/** Messages that are looked through before the roll-ups are asked: most filters find a page among them. */
const RECENT = 5000n;
/** At most so many times as many are looked through without the roll-ups. */
const FURTHER = 10n;

/** What the messages of a state count as; those of words that nobody knows are among the accepted. */
const COUNTED_AS: Readonly<Record<number, Quantity>> = {
  [STATUS_CODE.unknown]: "acceptedOnly",
  [STATUS_CODE.accepted]: "acceptedOnly",
  [STATUS_CODE.sent]: "silent",
  [STATUS_CODE.delivered]: "notRead",
  [STATUS_CODE.read]: "read",
  [STATUS_CODE.rejected]: "rejected",
};

/**
 * Newest first. A filter that few messages pass would be looked for through millions of rows, and one that
 * none passes through all of them. The roll-ups know which campaigns have some, so only these are searched,
 * one by one in the order of their newest messages, until no further one can hold a newer message.
 * @param recent - how many ids are looked through first
 */
export async function findGroup(
  workspaceId: WorkspaceId,
  filter: MessageFilter,
  take: number,
  recent = RECENT,
): Promise<MessageRow[]> {
  const hasPrefix = filter.whose?.some((whose) => "numberPrefix" in whose) ?? false;
  if (!hasPrefix && !isCounted(filter)) return findMessages(workspaceId, filter, take);
  const before = filter.before ?? ((await newestId(workspaceId)) ?? 0n) + 1n;
  const end = filter.campaignId === undefined ? before : await endOf(workspaceId, filter.campaignId, before);
  const among = async (ids: bigint) => {
    const rows = await findMessages(workspaceId, { ...filter, before: end, since: end - ids }, take);
    return { rows, isPage: rows.length === take || end <= ids };
  };
  const isWorkspaceWide = filter.campaignId === undefined;
  if (isWorkspaceWide || !hasPrefix) {
    const { rows, isPage } = await among(recent);
    if (isPage) return rows;
    // At this rate a page is among half as many; but messages of a kind lie in heaps.
    const likely = (recent * 2n * BigInt(take)) / BigInt(rows.length || 1);
    if (isWorkspaceWide && !hasPrefix && likely <= recent * FURTHER) {
      const further = await among(likely);
      if (further.isPage) return further.rows;
    }
  }
  if (hasPrefix) {
    const { rows, isPage } = await among(recent * FURTHER);
    return isPage ? rows : findByNumber(workspaceId, { ...filter, before: end }, take);
  }
  let rows: MessageRow[] = [];
  for (const { campaignId, id } of await newestOf(
    workspaceId,
    await campaignsWith(workspaceId, filter),
    before,
  )) {
    const last = rows[take - 1];
    if (last && last.id > id) break;
    const more = await findMessages(workspaceId, { ...filter, campaignId, before }, take);
    rows = [...rows, ...more].sort((a, b) => (a.id > b.id ? -1 : 1)).slice(0, take);
  }
  return rows;
}

/** The id after a campaign's newest message below another id; 0 where it has none. */
async function endOf(workspaceId: WorkspaceId, campaignId: number, before: bigint): Promise<bigint> {
  const [newest] = await newestOf(workspaceId, [campaignId], before);
  return newest ? newest.id + 1n : 0n;
}

/**
 * All messages of everyone whose number begins so must be sorted. The index has what that takes, so of the table
 * only the page's own rows are read, which lie far apart.
 */
async function findByNumber(
  workspaceId: WorkspaceId,
  filter: MessageFilter,
  take: number,
): Promise<MessageRow[]> {
  const ids = await Promise.all(
    (filter.whose ?? []).map((one) => findIds(workspaceId, { ...filter, whose: [one] }, take)),
  );
  const newest = [...new Set(ids.flat())].sort((a, b) => (a > b ? -1 : 1));
  const since = newest[take - 1] ?? newest.at(-1);
  return since === undefined ? [] : findMessages(workspaceId, { ...filter, since }, take);
}

/** Whether the roll-ups count what is asked for; numbers and ids have indexes of their own. */
function isCounted({ whose, providerMessageId, ...filter }: MessageFilter): boolean {
  if (whose !== undefined || providerMessageId !== undefined) return false;
  const { quantity: name = "attempted", status, seenFrom, seenTo, country, template, errorCode } = filter;
  const narrowing = [status, seenFrom, seenTo, country, template, errorCode];
  return name !== "attempted" || narrowing.some((value) => value !== undefined);
}

async function campaignsWith(workspaceId: WorkspaceId, filter: MessageFilter): Promise<number[]> {
  const wanted = [
    ...(filter.quantity === undefined ? [] : [filter.quantity]),
    ...(filter.status === undefined ? [] : [COUNTED_AS[filter.status] ?? "attempted"]),
  ];
  // A message that was delivered after all keeps its code, and is no longer counted under it.
  const isRejected = wanted.some((name) => name.startsWith("rejected"));
  const counts = await countGroup(workspaceId, {
    ...filter,
    errorCode: isRejected ? filter.errorCode : undefined,
  });
  return counts
    .filter((counters) => wanted.every((name) => quantity(counters, name) > 0) && counters.attempted > 0)
    .map(({ campaignId }) => campaignId);
}
