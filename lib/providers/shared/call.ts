import type { SenderAccount, SendOutcome, TestProblem } from "@/lib/providers/sender";

export type Call = {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type CallResult =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** Parsed body; undefined when it is not JSON. */
      readonly json: unknown;
      /** The body's beginning, redacted; fit to be kept and shown. */
      readonly shown: string;
      /** Takes the secrets and numbers out of a sentence of the body. */
      readonly redact: (text: string) => string;
      /** Seconds, from Retry-After. */
      readonly retryAfter?: number;
    }
  | { readonly kind: "unsent" | "unknown"; readonly why: string; readonly problem: TestProblem };

type Failure = Extract<CallResult, { readonly why: string }>;

/** Characters of an answer that are kept. */
const SHOWN = 2000;
/** Bytes of an answer that are read; providers' answers are a few kB. */
const READ = 256 * 1024;

/**
 * Failures before a byte of the request can have left: no address, no connection, no trusted server.
 * Anything else (reset, time-out, closed while waiting) may have come after the request was taken.
 */
const BEFORE_SENDING: ReadonlyMap<string, Pick<Failure, "why" | "problem">> = new Map(
  (
    [
      ["ECONNREFUSED", "unreachable", "The provider's address refuses connections."],
      ["ENOTFOUND", "no_such_address", "The provider's address does not exist."],
      ["EAI_AGAIN", "unreachable", "The name of the provider's address can't be resolved at this moment."],
      ["EHOSTUNREACH", "unreachable", "There is no way to the provider's address."],
      ["ENETUNREACH", "unreachable", "There is no way to the provider's address."],
      ["UND_ERR_CONNECT_TIMEOUT", "unreachable", "The provider's address does not answer."],
      [
        "ERR_TLS_CERT_ALTNAME_INVALID",
        "certificate",
        "The server at the provider's address has another name's certificate.",
      ],
      [
        "DEPTH_ZERO_SELF_SIGNED_CERT",
        "certificate",
        "The server at the provider's address has no trusted certificate.",
      ],
      [
        "SELF_SIGNED_CERT_IN_CHAIN",
        "certificate",
        "The server at the provider's address has no trusted certificate.",
      ],
      [
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
        "certificate",
        "The server at the provider's address has no trusted certificate.",
      ],
      [
        "CERT_HAS_EXPIRED",
        "certificate",
        "The certificate of the server at the provider's address has expired.",
      ],
      [
        "ERR_INVALID_URL",
        "wrong_address",
        "The API base address is not an address. Correct it in the connection's settings.",
      ],
      [
        "ADDRESS_REFUSED",
        "private_address",
        "The API base address leads to a private network, which this installation does not allow (ALLOW_PRIVATE_ADDRESSES).",
      ],
    ] as const
  ).map(([code, problem, why]) => [code, { problem, why }]),
);

/** One request to a provider. Never throws and never follows a redirect (it could carry the secrets away). */
export async function call(
  account: SenderAccount,
  { method, url, headers, body }: Call,
): Promise<CallResult> {
  if (!isSendable(headers))
    return {
      kind: "unsent",
      problem: "bad_key",
      why: "A key in the connection's settings holds signs that no key has. Enter it again.",
    };
  try {
    const response = await account.fetch(url, {
      method,
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(account.timeout),
    });
    const text = await readText(response);
    const redact = redactorOf(account, headers);
    return {
      kind: "answer",
      status: response.status,
      json: parsed(text),
      shown: redact(text),
      redact,
      retryAfter: secondsOf(response.headers.get("retry-after")),
    };
  } catch (error) {
    return failureOf(error);
  }
}

/** fetch throws for such a header without saying why; nothing has left then. */
function isSendable(headers: Call["headers"]): boolean {
  try {
    new Headers({ ...headers });
    return true;
  } catch {
    return false;
  }
}

async function readText(response: Response): Promise<string> {
  if (!response.body) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.byteLength;
    if (bytes > READ) break;
  }
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or an HTTP date; unreadable reads as absent. At most an hour: a provider's typo must not park an attempt. */
function secondsOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(0, Math.ceil(seconds))) : undefined;
}

function failureOf(error: unknown): CallResult {
  const codes = codesOf(error);
  const known = codes.map((code) => BEFORE_SENDING.get(code));
  // Several addresses were tried: only when none of them was reached has nothing left.
  const [first] = known;
  if (first && known.every((failure) => failure !== undefined)) return { kind: "unsent", ...first };
  const problem = "no_answer";
  if ((error as Error).name === "TimeoutError")
    return { kind: "unknown", problem, why: "The provider did not answer in time." };
  return { kind: "unknown", problem, why: "The connection to the provider broke before its answer." };
}

function codesOf(error: unknown): string[] {
  const cause = (error as { cause?: unknown }).cause ?? error;
  if (cause instanceof AggregateError) return cause.errors.flatMap(codesOf);
  const code = (cause as { code?: unknown }).code;
  // A failure without a code stands for itself: it may have come after the request was taken.
  return [typeof code === "string" ? code : ""];
}

/** Removes the account's secrets in any form that an answer may echo, and cuts phone numbers to their last two digits. */
function redactorOf({ settings }: SenderAccount, headers: Call["headers"]): (text: string) => string {
  const credentials = headers.authorization?.replace(/^\S+\s+/, "");
  const secrets = [...Object.values(settings), credentials]
    .filter((value) => value !== undefined && value.length >= 6)
    .flatMap((value) => [
      value as string,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value as string),
    ]);
  return (text) =>
    secrets
      .reduce((clean, secret) => clean.replaceAll(secret, "…"), text)
      .replace(/\+?\d{6,13}(\d\d)(?!\d)/g, "…$1")
      .slice(0, SHOWN);
}

/** The provider can't do what is asked, or a setting is missing: said before anything is sent. */
export const refusedHere = (text: string, code?: string): SendOutcome => ({
  kind: "refused",
  ...(code !== undefined && { code }),
  text,
  answer: "",
});

type Readers = {
  /** The provider's id in the body of a 2xx; undefined when it is not there. */
  readonly accepted: (
    json: unknown,
  ) =>
    | Pick<Extract<SendOutcome, { kind: "accepted" }>, "providerMessageId" | "segments" | "price">
    | undefined;
  /** Code and sentence of a refusal; also asked for a 2xx without an id (a refusal inside a 200). */
  readonly refused: (
    json: unknown,
    status: number,
  ) => { readonly code?: string; readonly text?: string } | undefined;
};

/** The outcome of a send, by the rules that all providers share: 429 is unsent, 5xx and the unreadable unknown. */
export function outcomeOf(result: CallResult, { accepted, refused }: Readers): SendOutcome {
  if (result.kind !== "answer") return { kind: result.kind, why: result.why };
  const { status, json, shown: answer, redact, retryAfter } = result;
  if (status >= 200 && status < 300) {
    const taken = accepted(json);
    if (taken) return { kind: "accepted", ...taken, answer };
    const no = refused(json, status);
    if (no?.code !== undefined || no?.text !== undefined)
      return { kind: "refused", code: no.code, text: redact(no.text ?? ""), answer };
    return { kind: "unknown", why: "The provider's answer can't be read.", answer };
  }
  if (status === 429)
    return { kind: "unsent", why: "The provider asks to send more slowly.", retryAfter, answer };
  if (status >= 300 && status < 400)
    return {
      kind: "refused",
      text: "The address redirects elsewhere. Correct the API base address.",
      answer,
    };
  if (status >= 400 && status < 500 && status !== 408) {
    const no = refused(json, status);
    const text = redact(no?.text ?? `The provider answered ${status}.`);
    return { kind: "refused", code: no?.code, text, answer };
  }
  return { kind: "unknown", why: `The provider answered ${status}.`, answer };
}
