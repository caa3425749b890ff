import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { env, publicUrl } from "@/lib/env";
import { saveAccount } from "@/lib/logs/accounts/accounts";
import { googleUrls, jsonOf } from "@/lib/logs/google/request";
import { SCOPES } from "@/lib/logs/google/secrets";
import { askForToken } from "@/lib/logs/google/token";
import { TargetError } from "@/lib/logs/target-error";
import { SealError } from "@/lib/secrets/envelope";
import { open, seal } from "@/lib/secrets/seal";

/** The cookie that holds what Google's answer is checked against; read by the way back alone. */
export const OAUTH_COOKIE = "reachback_google";
export const OAUTH_PATH = "/api/google-accounts/connect";
const GOOD_FOR = 600_000; // ms
const OWNER = "google consent";

const pending = z.object({
  state: z.string(),
  verifier: z.string(),
  workspaceId: z.int(),
  userId: z.int().nullable(),
  until: z.number(),
});

/** Why nothing was connected; the page that people come back to says it. */
export type ConsentProblem = "denied" | "expired" | "no_right" | "failed";

export const canUseOauth = (): boolean => Boolean(env().GOOGLE_CLIENT_ID && env().GOOGLE_CLIENT_SECRET);

const redirectUri = (): string => `${publicUrl()}${OAUTH_PATH}/callback`;

/** Google's consent page for this person, and the sealed memory of the question. */
export function beginConsent(ctx: Context, now = Date.now()): { url: string; cookie: string } {
  requireRole(ctx, "admin");
  const state = randomBytes(24).toString("base64url");
  const verifier = randomBytes(48).toString("base64url");
  const url = new URL(googleUrls().authorise);
  const question = {
    client_id: env().GOOGLE_CLIENT_ID ?? "",
    redirect_uri: redirectUri(),
    response_type: "code",
    scope: ["openid", "email", ...SCOPES].join(" "),
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    // With both of them Google gives a refresh token every time, not only the first.
    access_type: "offline",
    prompt: "consent select_account",
  };
  for (const [name, value] of Object.entries(question)) url.searchParams.set(name, value);
  const { workspaceId, actor } = ctx;
  const memory = { state, verifier, workspaceId, userId: actor.id, until: now + GOOD_FOR };
  const cookie = Buffer.from(seal(JSON.stringify(memory), OWNER)).toString("base64url");
  return { url: url.href, cookie };
}

type Answer = {
  readonly code?: string | undefined;
  readonly state?: string | undefined;
  readonly error?: string | undefined;
};

/** Takes Google's answer, if it is one to our own question. @returns the account's address, or what went wrong */
export async function endConsent(
  ctx: Context,
  cookie: string | undefined,
  { code, state, error }: Answer,
  now = Date.now(),
): Promise<{ email: string } | { problem: ConsentProblem }> {
  requireRole(ctx, "admin");
  const memory = readMemory(cookie);
  const own =
    memory !== null &&
    memory.state === state &&
    memory.until > now &&
    memory.workspaceId === ctx.workspaceId &&
    memory.userId === ctx.actor.id;
  if (!own) return { problem: "expired" };
  if (error !== undefined || code === undefined) return { problem: "denied" };
  try {
    const granted = await askForToken({
      grant_type: "authorization_code",
      code,
      code_verifier: memory.verifier,
      redirect_uri: redirectUri(),
      client_id: env().GOOGLE_CLIENT_ID ?? "",
      client_secret: env().GOOGLE_CLIENT_SECRET ?? "",
    });
    const email = emailOf(granted.id_token);
    const given = (granted.scope ?? "").split(" ");
    // People can take ticks away on the consent page.
    if (!SCOPES.every((scope) => given.includes(scope))) return { problem: "no_right" };
    if (granted.refresh_token === undefined || email === null) return { problem: "failed" };
    await saveAccount(ctx, email, { kind: "oauth", refreshToken: granted.refresh_token });
    return { email };
  } catch (cause) {
    if (cause instanceof TargetError) return { problem: "failed" };
    throw cause;
  }
}

function readMemory(cookie: string | undefined): z.output<typeof pending> | null {
  if (!cookie) return null;
  try {
    return pending.parse(JSON.parse(open(Buffer.from(cookie, "base64url"), OWNER)));
  } catch (error) {
    if (error instanceof SealError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/** It came straight from Google's token address, so that its signature need not be checked. */
function emailOf(idToken: string | undefined): string | null {
  const [, claims = ""] = (idToken ?? "").split(".");
  const parsed = z
    .object({ email: z.email() })
    .safeParse(jsonOf(Buffer.from(claims, "base64url").toString()));
  return parsed.success ? parsed.data.email : null;
}
