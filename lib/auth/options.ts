import "server-only";
import type { AuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import GoogleProvider from "next-auth/providers/google";
import { endSession } from "@/lib/auth/account";
import { admitGoogle } from "@/lib/auth/google";
import { identityOf } from "@/lib/auth/session";
import { authSecret, isSecure, sessionCookieName } from "@/lib/auth/session-cookie";
import { checkCredentials, SESSION_DAYS, type SignedIn, startSession } from "@/lib/auth/sign-in";
import { findLiveSession } from "@/lib/auth/store";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { clientAddress } from "@/lib/http/client-address";
import { log } from "@/lib/log";

/** What next-auth has no room for in its own answer. */
export type Outcome = { retryAfter?: number };

export const hasGoogle = (): boolean => Boolean(env().GOOGLE_CLIENT_ID && env().GOOGLE_CLIENT_SECRET);

/** next-auth for one request: who asks, and from where, belongs to the session that it starts. */
export function authOptions(request: Request, outcome: Outcome): AuthOptions {
  return {
    secret: authSecret(),
    useSecureCookies: isSecure(),
    session: { strategy: "jwt", maxAge: SESSION_DAYS * 86_400 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [credentials(request, outcome), ...google()],
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() },
      },
    },
    callbacks: {
      async signIn({ account, profile }) {
        return account?.provider !== "google" || (await admitGoogle(profile)) !== null;
      },
      async jwt({ token, user, account, profile }) {
        if (!user) return keepLive(token);
        const person = account?.provider === "google" ? await admitGoogle(profile) : toPerson(user);
        if (!person) throw new Error("Not a member");
        await endFormerSession(request);
        const from = {
          address: clientAddress(request.headers),
          userAgent: request.headers.get("user-agent"),
        };
        return { sid: await startSession(person, from) };
      },
      // The browser learns nothing from next-auth; pages get the session from lib/auth/session.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await endSession(token.sid);
      },
    },
    logger: {
      error: (code, detail) =>
        log().warn({ err: "error" in detail ? detail.error : detail }, `next-auth: ${code}`),
      warn: () => {},
      debug: () => {},
    },
  };
}

const toPerson = (user: { id: string; name?: string | null; email?: string | null }): SignedIn => ({
  id: Number(user.id),
  name: user.name ?? "",
  email: user.email ?? "",
});

/** next-auth would renew the cookie of a session that was ended; throwing makes it remove the cookie. */
async function keepLive(token: JWT): Promise<JWT> {
  const rows = typeof token.sid === "string" ? await findLiveSession(token.sid) : [];
  if (rows.length === 0) throw new Error("The session has ended");
  return token;
}

async function endFormerSession(request: Request): Promise<void> {
  const former = await identityOf(request);
  if (former) await endSession(former.sessionId);
}

const credentials = (request: Request, outcome: Outcome) =>
  CredentialsProvider({
    credentials: { email: {}, password: {} },
    async authorize(given) {
      try {
        const address = clientAddress(request.headers);
        const user = await checkCredentials(
          { email: given?.email ?? "", password: given?.password ?? "" },
          address,
        );
        return user && { ...user, id: String(user.id) };
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== "rate_limited") throw error;
        outcome.retryAfter = Math.ceil(error.retryAfter ?? 60);
        throw new Error("Throttled", { cause: error });
      }
    },
  });

const google = () =>
  hasGoogle()
    ? [
        GoogleProvider({
          clientId: env().GOOGLE_CLIENT_ID ?? "",
          clientSecret: env().GOOGLE_CLIENT_SECRET ?? "",
        }),
      ]
    : [];
