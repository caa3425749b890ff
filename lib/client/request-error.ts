export type FieldError = {
  readonly path: string;
  readonly message: string;
  readonly code?: string;
  readonly params?: Readonly<Record<string, string | number>>;
};

/** A request that the server refused or that never reached it. `message` can be shown as it is. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** `offline` when no answer came, `unexpected` for an answer of another shape; else the server's code. */
  readonly code: string;
  readonly problems: readonly FieldError[];
  readonly requestId: string | undefined;
  /** The whole answer, for failures that say more than the others do. */
  readonly answer: unknown;

  constructor(
    message: string,
    {
      status,
      code,
      problems = [],
      requestId,
      answer,
      cause,
    }: {
      status: number;
      code: string;
      problems?: readonly FieldError[];
      requestId?: string;
      answer?: unknown;
      cause?: unknown;
    },
  ) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.problems = problems;
    this.requestId = requestId;
    this.answer = answer;
  }

  /** True when the same request can succeed later without anyone changing anything. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** What is wrong with one field of a form, if anything. */
  problemsOf(path: string): readonly string[] {
    return this.problems.filter((one) => one.path === path).map(({ message }) => message);
  }
}

/** The error that a failed answer stands for; understands problem+json and survives everything else. */
export async function errorOfResponse(response: Response): Promise<RequestError> {
  const answer: unknown = await response.json().catch(() => null);
  const { status } = response;
  if (!isObject(answer) || typeof answer.title !== "string")
    return new RequestError(`The server answered ${status}. Try again in a moment.`, {
      status,
      code: "unexpected",
    });
  const { title, detail, code, problems, requestId } = answer;
  return new RequestError(textOf(detail) ?? title, {
    status,
    answer,
    code: textOf(code) ?? "internal",
    problems: Array.isArray(problems) ? problems.filter(isFieldError) : [],
    requestId: textOf(requestId),
  });
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const isFieldError = (value: unknown): value is FieldError =>
  isObject(value) && typeof value.path === "string" && typeof value.message === "string";
