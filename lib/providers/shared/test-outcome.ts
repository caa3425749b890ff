import type { TestOutcome } from "@/lib/providers/sender";
import type { CallResult } from "@/lib/providers/shared/call";

type Reader = {
  /** The provider's name, for the sentences. */
  readonly name: string;
  /** What to check when the provider refuses the credentials, e.g. "the account SID and the auth token". */
  readonly credentials: string;
  /** A detail from the body of a 2xx, "" for none; undefined when this is not the provider's answer. */
  readonly read: (json: unknown) => string | undefined;
};

/** What a harmless call says about the credentials, in words that tell the operator what to do. */
export function testOutcomeOf(result: CallResult, { name, credentials, read }: Reader): TestOutcome {
  if (result.kind !== "answer") return { ok: false, code: result.problem, cause: result.why };
  const { status, json } = result;
  if (status >= 200 && status < 300) {
    const detail = read(json);
    if (detail === undefined)
      return {
        ok: false,
        code: "wrong_address",
        cause: `The address does not answer as ${name} does. Correct the API base address.`,
      };
    return detail === "" ? { ok: true } : { ok: true, detail };
  }
  if (status === 401 || status === 403)
    return {
      ok: false,
      code: "not_accepted",
      cause: `${name} does not accept the credentials. Check ${credentials}.`,
    };
  if (status === 404)
    return {
      ok: false,
      code: "account_unknown",
      cause: `${name} does not know this account at this address. Check ${credentials} and the API base address.`,
    };
  if (status === 429)
    return { ok: false, code: "throttled", cause: `${name} is asked too often. Test again in a minute.` };
  if (status >= 300 && status < 400)
    return {
      ok: false,
      code: "redirected",
      cause: "The address redirects elsewhere. Correct the API base address.",
    };
  return { ok: false, code: "answered", status, cause: `${name} answered ${status}. Test again later.` };
}
