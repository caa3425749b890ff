import "server-only";
import { publicUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses writes that another site makes a signed-in browser send. Browsers put both headers on by
 * themselves and pages can't forge them; a write with neither of them comes from no browser that we serve.
 * @throws AppError forbidden
 */
export function requireSameOrigin(request: Request): void {
  if (SAFE_METHODS.has(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const sameSite = site === null || site === "same-origin";
  const sameOrigin = origin === null ? site === "same-origin" : ownOrigins(request).includes(origin);
  if (!sameSite || !sameOrigin) {
    throw new AppError(
      "forbidden",
      "This request came from another site. Open the app itself and try again.",
    );
  }
}

/** The configured address, and the one that the browser used (an intranet name, a forwarded port). */
function ownOrigins(request: Request): string[] {
  const host = request.headers.get("host");
  const configured = new URL(publicUrl()).origin;
  return host ? [configured, `${new URL(configured).protocol}//${host}`, `http://${host}`] : [configured];
}
