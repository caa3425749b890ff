import "server-only";
import { hashToken } from "@/lib/auth/secret-token";
import { deleteExpiredPoints, forgetPoints, returnPoint, takePoint } from "@/lib/auth/store";
import { AppError } from "@/lib/errors";
import { networkOf } from "@/lib/http/client-address";

const WINDOW_SECONDS = 15 * 60;
const PER_ACCOUNT = 5;
const PER_ADDRESS = 20;
/** One attempt in this many also clears the table of windows that are over. */
const SWEEP_EVERY = 50;

/** Hashed: the table need not hold e-mail addresses that people mistyped. */
const accountKey = (email: string): string => `account:${hashToken(email)}`;
const addressKey = (address: string): string => `address:${networkOf(address)}`;

/**
 * Takes the points of one attempt before the password is looked at, so that a hundred guesses at the same
 * moment cost a hundred points. Unknown accounts are counted like known ones.
 * @throws AppError rate_limited
 */
export async function takeAttempt(email: string, address: string | null): Promise<void> {
  if (Math.random() * SWEEP_EVERY < 1) await deleteExpiredPoints();
  if (address) await take(addressKey(address), PER_ADDRESS);
  await take(accountKey(email), PER_ACCOUNT);
}

/** The attempt was right: it costs nothing, and the account starts afresh. */
export async function forgiveAttempt(email: string, address: string | null): Promise<void> {
  await forgetPoints(accountKey(email));
  if (address) await returnPoint(addressKey(address));
}

async function take(key: string, limit: number): Promise<void> {
  const { points, seconds } = await takePoint(key, WINDOW_SECONDS);
  if (points <= limit) return;
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  throw new AppError("rate_limited", `Too many attempts. Try again in ${minutes} min.`, {
    retryAfter: seconds,
  });
}
