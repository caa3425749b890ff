import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Actor, type Context, type Locale, mayAct, type Role } from "@/lib/auth/context";
import { sessionCookieName, sessionIdOf, WORKSPACE_COOKIE } from "@/lib/auth/session-cookie";
import { findLiveSession, type LiveSessionRow, touchSession } from "@/lib/auth/store";
import type { WorkspaceId } from "@/lib/domain/ids";
import { clientAddress } from "@/lib/http/client-address";

/** Who is signed in, whatever workspaces they belong to (perhaps none any more). */
export type Identity = {
  readonly sessionId: string;
  readonly user: { readonly id: number; readonly name: string; readonly email: string };
  readonly locale: Locale;
  readonly actor: Actor;
};

export type Session = Context & {
  readonly user: Identity["user"];
  readonly workspace: { readonly id: number; readonly name: string; readonly isDemo: boolean };
  readonly workspaces: readonly { readonly id: number; readonly name: string; readonly role: Role }[];
  readonly sessionId: string;
};

type Browser = { cookie(name: string): string | undefined; address: string | null };

/** How often a session's "last seen" is written, in seconds. */
const SEEN_EVERY = 60;

/** Both come from one query, which a page makes once however many of its parts ask. */
const lookUpPage = cache(async () => lookUp(await browserOfPage()));

/** The session of the request that is being rendered. */
export const getSession = async (): Promise<Session | null> => (await lookUpPage())?.session ?? null;

/** As getSession, for the few pages that also serve people without a workspace. */
export const getIdentity = async (): Promise<Identity | null> => (await lookUpPage())?.identity ?? null;

/** For pages: sends visitors to sign in, and answers "not found" below the role. */
export async function requireSession(minRole: Role = "viewer"): Promise<Session> {
  const session = await getSession();
  if (!session) redirect("/sign-in");
  if (!mayAct(session.role, minRole)) notFound();
  return session;
}

/** For route handlers. */
export const sessionOf = async (request: Request): Promise<Session | null> =>
  (await lookUp(browserOf(request)))?.session ?? null;

export const identityOf = async (request: Request): Promise<Identity | null> =>
  (await lookUp(browserOf(request)))?.identity ?? null;

async function browserOfPage(): Promise<Browser> {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return { cookie: (name) => jar.get(name)?.value, address: clientAddress(new Headers(head)) };
}

function browserOf(request: Request): Browser {
  const pairs = (request.headers.get("cookie") ?? "").split(/;\s*/).map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  const jar = new Map(pairs);
  return { cookie: (name) => jar.get(name), address: clientAddress(request.headers) };
}

async function lookUp(browser: Browser): Promise<{ identity: Identity; session: Session | null } | null> {
  const sessionId = await sessionIdOf(browser.cookie(sessionCookieName()));
  if (!sessionId) return null;
  const rows = await findLiveSession(sessionId);
  const [first] = rows;
  if (!first) return null;
  if (first.seenAgo > SEEN_EVERY) await touchSession(sessionId, browser.address);
  const user = { id: first.userId, name: first.name, email: first.email };
  const actor: Actor = { kind: "user", id: user.id, label: user.email, address: browser.address };
  const identity = { sessionId, user, locale: first.locale, actor };
  return { identity, session: inWorkspace(identity, rows, Number(browser.cookie(WORKSPACE_COOKIE))) };
}

/** In the wished workspace where they are a member, else in the first one. */
function inWorkspace(identity: Identity, rows: readonly LiveSessionRow[], wished: number): Session | null {
  const memberships = rows.flatMap((row) =>
    row.workspaceId === null || row.role === null || row.timeZone === null
      ? []
      : [
          {
            id: row.workspaceId,
            name: row.workspaceName ?? "",
            role: row.role,
            timeZone: row.timeZone,
            isDemo: row.isDemo === true,
          },
        ],
  );
  const active = memberships.find(({ id }) => id === wished) ?? memberships[0];
  if (!active) return null;
  return {
    ...identity,
    workspaceId: active.id as WorkspaceId,
    role: active.role,
    timeZone: active.timeZone,
    workspace: { id: active.id, name: active.name, isDemo: active.isDemo },
    workspaces: memberships.map(({ id, name, role }) => ({ id, name, role })),
  };
}
