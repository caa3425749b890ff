import { z } from "zod";
import { AUDIT_ACTIONS } from "@/lib/audit/actions";

const parts = {
  who: z.string().min(1).max(300),
  action: z.enum(AUDIT_ACTIONS),
  /** A calendar day in the workspace's zone. */
  day: z.iso.date(),
  cursor: z.string().regex(/^\d{1,18}$/),
};

const query = z.object(parts).partial();

export type AuditQuery = z.output<typeof query>;

/** What the log's address asks for; parts that make no sense are left out. */
export function auditQuery(given: Readonly<Record<string, unknown>>): AuditQuery {
  const names = Object.keys(parts) as (keyof typeof parts)[];
  return query.parse(
    Object.fromEntries(
      names.filter((name) => parts[name].safeParse(given[name]).success).map((name) => [name, given[name]]),
    ),
  );
}
