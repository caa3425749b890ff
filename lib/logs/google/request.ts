import "server-only";
import { z } from "zod";
import { env } from "@/lib/env";
import { outboundFetch } from "@/lib/http/outbound";
import { TargetError, type TargetFault } from "@/lib/logs/target-error";

/** An answer later than this may still be acted upon: the next look tells. */
const TIMEOUT = 30_000; // ms
const MAX_WORDS = 300;

/** Google's addresses, or the ones of a server that stands in for it. */
export function googleUrls() {
  const base = env().GOOGLE_API_BASE;
  return {
    authorise: `${base ?? "https://accounts.google.com"}/o/oauth2/v2/auth`,
    token: `${base ?? "https://oauth2.googleapis.com"}/token`,
    sheets: `${base ?? "https://sheets.googleapis.com"}/v4/spreadsheets`,
    drive: `${base ?? "https://www.googleapis.com"}/drive/v3/files`,
  };
}

const failure = z.object({
  error: z.object({
    message: z.string().catch(""),
    details: z.array(z.object({ reason: z.string().optional() })).catch([]),
  }),
});

type Request = {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly token: string;
  readonly body?: unknown;
};

/** Calls one of Google's JSON interfaces. @throws TargetError */
export async function googleRequest<Schema extends z.ZodType>(
  { method, url, token, body }: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const { status, headers, text } = await send(url, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (status < 200 || status > 299) throw faultOf(status, headers, text);
  const parsed = schema.safeParse(jsonOf(text));
  // Something between us and Google answered in its place: whether Google acted is not known.
  if (!parsed.success) throw new TargetError({ kind: "unsure" }, "Google's answer could not be read.");
  return parsed.data;
}

export type RawAnswer = { readonly status: number; readonly headers: Headers; readonly text: string };

/** @throws TargetError `unsure` where no whole answer came */
export async function send(url: string, init: RequestInit): Promise<RawAnswer> {
  try {
    const response = await outboundFetch(url, {
      ...init,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    throw new TargetError({ kind: "unsure" }, "Google could not be reached, or did not answer in time.", {
      cause,
    });
  }
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function faultOf(status: number, headers: Headers, text: string): TargetError {
  const parsed = failure.safeParse(jsonOf(text));
  const message = parsed.success ? parsed.data.error.message : "";
  const reasons = parsed.success ? parsed.data.error.details.map(({ reason }) => reason) : [];
  return new TargetError(
    classify(status, reasons, headers),
    `Google answered ${status}: ${message}`.slice(0, MAX_WORDS),
  );
}

function classify(status: number, reasons: readonly (string | undefined)[], headers: Headers): TargetFault {
  if (status === 429 || (status === 403 && reasons.includes("RATE_LIMIT_EXCEEDED")))
    return { kind: "throttled", retryAfterMs: retryAfter(headers) };
  if (status === 401) return { kind: "held", code: "revoked" };
  if (status === 403 && reasons.includes("SERVICE_DISABLED")) return { kind: "held", code: "api_disabled" };
  if (status === 403) return { kind: "held", code: "no_right" };
  if (status === 404 || status === 410) return { kind: "held", code: "sheet_deleted" };
  if (status >= 400 && status < 500) return { kind: "refused" };
  return { kind: "unsure" };
}

/** Milliseconds; at most an hour, so that a strange answer does not stop a log for days. */
function retryAfter(headers: Headers): number | null {
  const value = headers.get("retry-after");
  if (value === null) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : null;
}
