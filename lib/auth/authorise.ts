import { type Context, mayAct, type Role } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";

/** @throws AppError forbidden when the caller's role is lower than `needed` */
export function requireRole(ctx: Context, needed: Role): void {
  if (mayAct(ctx.role, needed)) return;
  throw new AppError(
    "forbidden",
    `This needs the role ${needed}; yours is ${ctx.role}. Ask an admin of the workspace.`,
  );
}

/** People and their access are managed by people: an API key that leaks must not be able to invite anyone. */
export function requirePerson(ctx: Context): void {
  if (ctx.actor.kind !== "api_key") return;
  throw new AppError("forbidden", "API keys can't manage people, keys or the workspace. Sign in to do that.");
}

/** For every verb about people, keys and the workspace itself. */
export function requireAdmin(ctx: Context): void {
  requirePerson(ctx);
  requireRole(ctx, "admin");
}
