import type { z } from "zod";
import type { Scope } from "@/lib/http/access";

/**
 * One operation of the public API. Its route and its place in the OpenAPI document are both made from it, so
 * that the document can't promise what the route does not do.
 */
export type Operation<
  Input extends z.ZodObject = z.ZodObject,
  Response extends z.ZodType | null = z.ZodType | null,
> = {
  /** operationId: a verb and what it is about. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/api/v1/${string}`;
  readonly group: Group;
  readonly summary: string;
  readonly description?: string;
  readonly scope: Scope;
  /** The path's segments, and the query (GET, DELETE) or the JSON body (others), in one object. */
  readonly input: Input;
  /** A body that works, for the document. */
  readonly example?: Readonly<Record<string, unknown>>;
  /** Bytes of a body; left out: 1 MB. */
  readonly maxBytes?: number;
  readonly status: 200 | 201 | 204;
  /** Null where there is no body, or one that is no JSON (see `media`). */
  readonly response: Response;
  /** Media types of a download. */
  readonly media?: readonly string[];
  /** What a 409 means here, where there can be one. */
  readonly conflict?: string;
};

export const GROUPS = [
  "Providers",
  "Connections",
  "Campaigns",
  "Messages",
  "Rejected",
  "Suppression",
  "Prices",
  "Fallbacks",
  "Webhooks",
  "Alerts",
  "Flows",
  "Logs",
] as const;
export type Group = (typeof GROUPS)[number];

/** Keeps the schemas' types, which an annotation would widen. */
export const operation = <Input extends z.ZodObject, Response extends z.ZodType | null>(
  spec: Operation<Input, Response>,
): Operation<Input, Response> => spec;
