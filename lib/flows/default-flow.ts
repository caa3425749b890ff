import type { Db } from "@/lib/db/transaction";
import { DEFAULT_FLOW } from "@/lib/domain/flow/default-flow";
import type { WorkspaceId } from "@/lib/domain/ids";

const NAMES = { en: "Report and fall back", zh: "记录并改用备用渠道" } as const;

/** Who made it, where no person did. */
const MADE_BY = "Reachback";

/** The flow with which a workspace begins. */
export const newDefaultFlow = (locale: string) => ({
  name: locale === "zh" ? NAMES.zh : NAMES.en,
  definition: DEFAULT_FLOW,
  madeBy: MADE_BY,
});

/** Makes it and publishes it at once: campaigns run it until they are given another. */
export async function insertDefaultFlow(db: Db, workspaceId: WorkspaceId, locale: string): Promise<void> {
  const { name, definition, madeBy } = newDefaultFlow(locale);
  const graph = structuredClone(definition) as object;
  await db.flow.create({
    data: {
      workspaceId,
      name,
      draft: graph,
      draftBy: madeBy,
      publishedVersion: 1,
      isDefault: true,
      versions: { create: { version: 1, definition: graph, publishedBy: madeBy } },
    },
    select: { id: true },
  });
}
