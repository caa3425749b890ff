import type { Operation } from "@/lib/api/operation";
import * as campaigns from "@/lib/api/operations/campaigns";
import * as connections from "@/lib/api/operations/connections";
import * as messages from "@/lib/api/operations/messages";
import * as rejectedExport from "@/lib/api/operations/rejected-export";

/** Every operation of the public API; a test holds it against the routes on disk. */
export const operations: readonly Operation[] = [
  ...Object.values(connections),
  ...Object.values(campaigns),
  ...Object.values(messages),
  ...Object.values(rejectedExport),
];
