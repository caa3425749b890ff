import type ui from "@/lib/i18n/messages/en/ui.json";

/** Every failure that a caller can be told about. The code is stable and part of the API. */
export type AppErrorCode =
  | "invalid_input" // 400
  | "unauthenticated" // 401
  | "forbidden" // 403
  | "not_found" // 404
  | "conflict" // 409
  | "too_large" // 413
  | "unprocessable" // 422: well formed, and not to be done as it is; `problems` or `details` say what lacks
  | "rate_limited" // 429
  | "unavailable"; // 503

export const HTTP_STATUS: Readonly<Record<AppErrorCode, number>> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unprocessable: 422,
  rate_limited: 429,
  unavailable: 503,
};

/**
 * What is wrong with one field of an input; `path` is dotted, e.g. "settings.appSecret". A `code` lets forms
 * say it in the reader's language; without one they show the message.
 */
export type FieldProblem = {
  readonly path: string;
  readonly message: string;
  readonly code?: string;
  /** What the words of `code` speak of: names and numbers. */
  readonly params?: Readonly<Record<string, string | number>>;
};

/** Refusals of a whole request that pages say in the reader's language. */
export type RefusalCause = keyof (typeof ui)["refusals"];

/**
 * An expected failure with a message that is safe to show: it says what is wrong and what to do, and
 * never holds a phone number, a secret or SQL. Anything else that is thrown is a bug and becomes a 500.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: AppErrorCode;
  readonly problems: readonly FieldProblem[];
  /** Seconds, for Retry-After. */
  readonly retryAfter?: number;
  /** Further members of the answer, for failures that a program goes on from. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: AppErrorCode,
    message: string,
    options: ErrorOptions & {
      problems?: readonly FieldProblem[];
      retryAfter?: number;
      details?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message, options);
    this.code = code;
    this.problems = options.problems ?? [];
    this.retryAfter = options.retryAfter;
    this.details = options.details ?? {};
  }
}

/** A refusal that no field is to blame for; its cause stands as a problem without a path. */
export const refusal = (
  code: AppErrorCode,
  cause: RefusalCause,
  message: string,
  params?: FieldProblem["params"],
): AppError =>
  new AppError(code, message, { problems: [{ path: "", code: cause, message, ...(params && { params }) }] });
