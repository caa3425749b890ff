import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/errors";
import { internalResponse, problemResponse } from "@/lib/http/problem";
import { log } from "@/lib/log";

/** The one place where a failure becomes an answer: AppError as problem+json, all else as a bare 500. */
export async function handle(work: () => Promise<Response>): Promise<Response> {
  const requestId = randomUUID();
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) return problemResponse(error, requestId);
    if (isControlFlow(error)) throw error;
    log().error({ requestId, err: error }, "request failed");
    return internalResponse(requestId);
  }
}

/** Next throws to redirect, to answer "not found" and to stop prerendering; those are not failures. */
function isControlFlow(error: unknown): boolean {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" && (digest.startsWith("NEXT_") || digest === "DYNAMIC_SERVER_USAGE");
}
