import "server-only";
import type { z } from "zod";
import { contextOfApiKey } from "@/lib/api-keys/context-of-api-key";
import type { Scope } from "@/lib/api-keys/contract";
import type { Context } from "@/lib/auth/context";
import { declareAccess, type RouteHandler } from "@/lib/http/access";
import { answer } from "@/lib/http/answer";
import { handle } from "@/lib/http/handle";
import { readInput } from "@/lib/http/read-input";

/**
 * A route of the public API, called with `Authorization: Bearer rb_live_…`. `input` is checked against the
 * query (GET, DELETE) or the JSON body (others), with the path's segments over it.
 */
export function apiRoute<Schema extends z.ZodType | undefined = undefined>(spec: {
  scope: Scope;
  input?: Schema;
  maxBytes?: number;
  handler(
    ctx: Context,
    input: Schema extends z.ZodType ? z.output<Schema> : undefined,
    request: Request,
  ): Promise<unknown>;
}): RouteHandler {
  return declareAccess(
    (request, context) =>
      handle(async () => {
        const ctx = await contextOfApiKey(request, spec.scope);
        const input = spec.input ? await readInput(request, context, spec.input, spec.maxBytes) : undefined;
        return answer(await spec.handler(ctx, input as Parameters<typeof spec.handler>[1], request));
      }),
    { kind: "api", scope: spec.scope, input: spec.input },
  );
}
