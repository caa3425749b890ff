import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

type Options = {
  /** Next's development server evaluates code and talks over a web socket. */
  readonly development: boolean;
  /** Whether people reach the app by https. */
  readonly secure: boolean;
};

const FIXED: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * Strict headers on every answer. Pages get a policy with a nonce; Next finds the nonce in the *request's*
 * policy header and puts it on its own scripts, so it is set there too (a visitor's is overwritten).
 */
export function secure(request: IncomingMessage, response: ServerResponse, options: Options): void {
  for (const [name, value] of Object.entries(FIXED)) response.setHeader(name, value);
  if (options.secure) response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy(nonce, options);
  request.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
}

function contentPolicy(nonce: string, { development, secure: https }: Options): string {
  const evaluate = development ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluate}`,
    "style-src 'self' 'unsafe-inline'", // charts and popovers place themselves with style attributes
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
