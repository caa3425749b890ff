import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import { AppError, refusal } from "@/lib/errors";
import { lockFlowNames } from "@/lib/flows/store";

type Named = { readonly id: number; readonly name: string };

/** What people can't tell apart in a list is the same name. */
const folded = (name: string): string => name.normalize("NFC").toLowerCase();

const holderOf = (name: string, flows: readonly Named[], self?: number): Named | undefined =>
  flows.find((flow) => flow.id !== self && folded(flow.name) === folded(name));

/** @param self - the flow that is renamed to it @throws AppError conflict when another flow has the name */
export async function requireFreeName(
  db: Db,
  workspaceId: WorkspaceId,
  name: string,
  self?: number,
): Promise<void> {
  const holder = holderOf(name, await lockFlowNames(db, workspaceId), self);
  if (!holder) return;
  const message = "Another flow has this name. Choose another one.";
  throw new AppError("conflict", message, {
    problems: [{ path: "name", code: "flow_name_taken", message }],
  });
}

/** As `requireFreeName`, for a flow that comes back with the name that it has. @throws AppError conflict */
export async function requireNameStillFree(
  db: Db,
  workspaceId: WorkspaceId,
  { id, name }: Named,
): Promise<void> {
  const holder = holderOf(name, await lockFlowNames(db, workspaceId), id);
  if (holder)
    throw refusal(
      "conflict",
      "flow_name_taken",
      `Another flow is called “${holder.name}” by now. Rename that one first.`,
      { name: holder.name },
    );
}

/** The name itself where it is free, else "Autumn (2)" or the next number: it reads the same in every language. */
export async function freeName(db: Db, workspaceId: WorkspaceId, name: string): Promise<string> {
  const flows = await lockFlowNames(db, workspaceId);
  if (!holderOf(name, flows)) return name;
  const stem = name.replace(/ \(\d+\)$/, "").slice(0, 90);
  for (let n = 2; ; n++) {
    const candidate = `${stem} (${n})`;
    if (!holderOf(candidate, flows)) return candidate;
  }
}
