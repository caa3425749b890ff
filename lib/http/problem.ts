import type { z } from "zod";
import { AppError, type AppErrorCode, type FieldProblem, HTTP_STATUS } from "@/lib/errors";
import { plainWords } from "@/lib/http/plain-words";

/** RFC 9457, with what a form needs: which field is wrong and why. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: AppErrorCode | "internal";
  problems: readonly FieldProblem[];
  requestId: string;
};

const TITLES: Readonly<Record<AppErrorCode | "internal", string>> = {
  invalid_input: "The request is not valid",
  unauthenticated: "Sign in first",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Conflicts with what is there",
  too_large: "Too large",
  unprocessable: "Something is missing",
  rate_limited: "Too many requests",
  unavailable: "Not available now",
  internal: "Something went wrong on our side",
};

/** The one answer for every failure that a caller is told about. */
export function problemResponse(error: AppError, requestId: string): Response {
  const headers = new Headers();
  if (error.retryAfter !== undefined)
    headers.set("retry-after", String(Math.max(1, Math.ceil(error.retryAfter))));
  if (error.code === "unauthenticated") headers.set("www-authenticate", 'Bearer realm="reachback"');
  return respond(error, HTTP_STATUS[error.code], requestId, headers);
}

/** A bug or a broken world. Says nothing about the cause; the log has it under the request id. */
export function internalResponse(requestId: string): Response {
  const detail = `This is a fault of the app, not of your request. The log has it under request ${requestId}.`;
  const error = { code: "internal", message: detail, problems: [], details: {} } as const;
  return respond(error, 500, requestId, new Headers());
}

/**
 * What comes from outside, as the schema makes it.
 * @throws AppError invalid_input with a problem for every wrong field, in plain words
 */
export function checkInput<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given, { error: plainWords });
  if (!parsed.success) throw invalidInput(parsed.error);
  return parsed.data;
}

/** zod's findings as field problems with dotted paths. */
function invalidInput(error: z.ZodError): AppError {
  const problems = error.issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    code: codeOf(issue),
    message: issue.message,
  }));
  const first = problems[0];
  const where = first?.path ? `\`${first.path}\`: ` : "";
  return new AppError("invalid_input", `${where}${first?.message ?? "The input is not valid."}`, {
    problems,
  });
}

/** Checks may carry a finer code than zod's, so that forms can say it in the reader's language. */
function codeOf(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === "custom" ? issue.params?.code : undefined;
  return typeof own === "string" ? own : issue.code;
}

type Failure = Pick<AppError, "message" | "problems" | "details"> & { readonly code: Problem["code"] };

function respond(failure: Failure, status: number, requestId: string, headers: Headers): Response {
  const { code, message, problems, details } = failure;
  const body: Problem = {
    ...details,
    type: "about:blank",
    title: TITLES[code],
    status,
    detail: message,
    code,
    problems,
    requestId,
  };
  headers.set("content-type", "application/problem+json");
  headers.set("cache-control", "no-store");
  headers.set("x-request-id", requestId);
  return new Response(JSON.stringify(body), { status, headers });
}
