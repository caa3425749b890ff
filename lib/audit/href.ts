import type { AuditQuery } from "@/lib/audit/address";

/** The log's address for a filter. */
export function auditHref(filter: AuditQuery): string {
  const search = new URLSearchParams(filter).toString();
  return search === "" ? "/settings/audit" : `/settings/audit?${search}`;
}
