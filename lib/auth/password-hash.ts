import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { PASSWORD_MAX } from "@/lib/auth/password";

/** OWASP's first recommendation for argon2id: 46 MiB, one pass, one lane. argon2id is the default. */
const COST = { memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;

/** NFKC, so that the same password typed on another keyboard or system stays the same. */
const normalise = (password: string): string => password.normalize("NFKC");

export const hashPassword = (password: string): Promise<string> => hash(normalise(password), COST);

let decoy: Promise<string> | undefined;

/**
 * Takes the same time whether or not there is a hash to compare with, so that the answer's delay does not
 * tell which e-mail addresses have an account.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password");
  const usable = password.length > 0 && [...password].length <= PASSWORD_MAX;
  const matches = await verify(stored ?? (await decoy), normalise(usable ? password : "-"));
  return matches && usable && stored !== null;
}
