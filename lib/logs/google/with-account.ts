import "server-only";
import { openAccount } from "@/lib/logs/google/secrets";
import { findAccount } from "@/lib/logs/google/store";
import { accessToken, forgetToken } from "@/lib/logs/google/token";
import { TargetError } from "@/lib/logs/target-error";
import { SealError } from "@/lib/secrets/envelope";

export type AsAccount = {
  readonly kind: string;
  /** Calls Google with a token of the account. @throws TargetError */
  readonly call: <Result>(work: (token: string) => Promise<Result>) => Promise<Result>;
};

/** @throws TargetError when the account is gone or its secret can't be opened */
export async function asAccount(workspaceId: number, id: number): Promise<AsAccount> {
  const account = await findAccount(workspaceId, id);
  if (!account) throw new TargetError({ kind: "held", code: "account_removed" }, "The account was removed.");
  const secret = secretOf(account);
  return {
    kind: account.kind,
    call: async (work) => {
      try {
        return await work(await accessToken(account, secret));
      } catch (error) {
        // A token that ended early: once more with a new one. Nothing was done under the old one.
        if (!isDenied(error)) throw error;
        forgetToken(account);
        return work(await accessToken(account, secret));
      }
    },
  };
}

const isDenied = (error: unknown): boolean =>
  error instanceof TargetError && error.fault.kind === "held" && error.fault.code === "revoked";

function secretOf(account: Parameters<typeof openAccount>[0] & { readonly secrets: Uint8Array }) {
  try {
    return openAccount(account, account.secrets);
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    throw new TargetError({ kind: "held", code: "revoked" }, cause.message, { cause });
  }
}
