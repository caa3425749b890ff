import "server-only";
import type { z } from "zod";
import type { Operation } from "@/lib/api/operation";
import type { Context } from "@/lib/auth/context";
import { publicUrl } from "@/lib/env";
import type { RouteHandler } from "@/lib/http/access";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";

type Result<Response> = Response extends z.ZodType ? z.output<Response> : undefined;

/** The route of an operation: what comes in is checked by its input, what goes out is typed by its response. */
export function operationRoute<Input extends z.ZodObject, Response extends z.ZodType | null>(
  { scope, input, maxBytes, path, status }: Operation<Input, Response>,
  verb: (ctx: Context, input: z.output<Input>) => Promise<Result<Response>> | Result<Response>,
): RouteHandler {
  return apiRoute({
    scope,
    input: input as z.ZodObject,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    async handler(ctx, given) {
      const value = await verb(ctx, given as z.output<Input>);
      return status === 201 ? made(value as object, path) : value;
    },
  });
}

/** 201 with the address of what was made. */
function made(value: object, path: string): globalThis.Response {
  const id = "id" in value ? String(value.id) : "";
  return json(value, { status: 201, headers: { location: `${publicUrl()}${path}/${id}` } });
}
