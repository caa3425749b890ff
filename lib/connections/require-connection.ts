import { AppError } from "@/lib/errors";
import type { ProviderAdapter } from "@/lib/providers/provider";
import { providerById } from "@/lib/providers/registry";

/** @throws AppError not_found, also for another workspace's connection: its existence is nobody's business */
export function requireConnection<Row>(row: Row | null): Row {
  if (row) return row;
  throw new AppError("not_found", "There is no such connection in this workspace.");
}

/** @throws AppError conflict when the connection was made by a version that knew more providers */
export function adapterOf(row: { provider: string }): ProviderAdapter {
  const adapter = providerById(row.provider);
  if (adapter) return adapter;
  throw new AppError(
    "conflict",
    `This version does not know the provider “${row.provider}”. Update the app.`,
  );
}
