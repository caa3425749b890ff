import type { z } from "zod";
import type { Scope } from "@/lib/api-keys/contract";
import type { Role } from "@/lib/auth/context";

export type { Scope };

/**
 * Who may call a route. The wrappers attach it to the handler, so that the access test can find a route
 * that forgot it, and so that the API's document can be drawn from the same declaration.
 */
export type Access = { readonly input?: z.ZodType } & (
  | { readonly kind: "app"; readonly role: Role }
  | { readonly kind: "api"; readonly scope: Scope }
  | { readonly kind: "account" }
  | { readonly kind: "public"; readonly why: string }
);

/** Next's second argument to a route handler. */
export type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

const declared = Symbol.for("reachback.access");

export function declareAccess(handler: RouteHandler, access: Access): RouteHandler {
  return Object.assign(handler, { [declared]: access });
}

export function accessOf(handler: unknown): Access | undefined {
  return typeof handler === "function" ? (handler as { [declared]?: Access })[declared] : undefined;
}
