import "server-only";
import type { z } from "zod";
import { requireRole } from "@/lib/auth/authorise";
import type { Role } from "@/lib/auth/context";
import { type Identity, identityOf, type Session, sessionOf } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { declareAccess, type RouteHandler } from "@/lib/http/access";
import { answer } from "@/lib/http/answer";
import { handle } from "@/lib/http/handle";
import { readInput } from "@/lib/http/read-input";
import { requireSameOrigin } from "@/lib/http/same-origin";

type Input<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

type Spec<Caller, Schema extends z.ZodType | undefined> = {
  /** Checked against the query (GET, DELETE) or the JSON body (others), with the path's segments. */
  input?: Schema;
  maxBytes?: number;
  /** A Response is sent as it is, undefined as 204, anything else as JSON. */
  handler(caller: Caller, input: Input<Schema>, request: Request): Promise<unknown>;
};

/** A route for signed-in browsers. Writes must come from our own pages. */
export function appRoute<Schema extends z.ZodType | undefined = undefined>(
  spec: Spec<Session, Schema> & { role: Role },
): RouteHandler {
  return declareAccess(
    (request, context) =>
      handle(async () => {
        requireSameOrigin(request);
        const session = await sessionOf(request);
        if (!session) throw new AppError("unauthenticated", "Your session has ended. Sign in again.");
        requireRole(session, spec.role);
        return run(spec, session, request, context);
      }),
    { kind: "app", role: spec.role, input: spec.input },
  );
}

/** A route about the signed-in person alone, for which no workspace is needed: their account, an invite. */
export function accountRoute<Schema extends z.ZodType | undefined = undefined>(
  spec: Spec<Identity, Schema>,
): RouteHandler {
  return declareAccess(
    (request, context) =>
      handle(async () => {
        requireSameOrigin(request);
        const identity = await identityOf(request);
        if (!identity) throw new AppError("unauthenticated", "Your session has ended. Sign in again.");
        return run(spec, identity, request, context);
      }),
    { kind: "account", input: spec.input },
  );
}

/** A route that anyone may call; `why` says what makes that safe. */
export function publicRoute<Schema extends z.ZodType | undefined = undefined>(
  spec: Spec<null, Schema> & { why: string },
): RouteHandler {
  return declareAccess(
    (request, context) =>
      handle(async () => {
        requireSameOrigin(request);
        return run(spec, null, request, context);
      }),
    { kind: "public", why: spec.why, input: spec.input },
  );
}

async function run<Caller, Schema extends z.ZodType | undefined>(
  spec: Spec<Caller, Schema>,
  caller: Caller,
  request: Request,
  context: Parameters<RouteHandler>[1],
): Promise<Response> {
  const input = spec.input ? await readInput(request, context, spec.input, spec.maxBytes) : undefined;
  return answer(await spec.handler(caller, input as Input<Schema>, request));
}
