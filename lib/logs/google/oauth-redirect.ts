import "server-only";
import { publicUrl } from "@/lib/env";
import { type ConsentProblem, OAUTH_COOKIE, OAUTH_PATH } from "@/lib/logs/google/oauth";

/** Lax, because the way back is a link from Google's page. */
const attributes = (): string =>
  `Path=${OAUTH_PATH}; HttpOnly; SameSite=Lax${publicUrl().startsWith("https:") ? "; Secure" : ""}`;

const redirect = (location: string, cookie: string): Response =>
  new Response(null, {
    status: 303,
    headers: { location, "set-cookie": cookie, "cache-control": "no-store" },
  });

export const redirectToConsent = ({ url, cookie }: { url: string; cookie: string }): Response =>
  redirect(url, `${OAUTH_COOKIE}=${cookie}; Max-Age=600; ${attributes()}`);

/** Back to the page that people came from, which says how it went. */
export function redirectToLogs(result: { email: string } | { problem: ConsentProblem }): Response {
  const back = new URL(`${publicUrl()}/settings/logs`);
  if ("email" in result) back.searchParams.set("connected", result.email);
  else back.searchParams.set("problem", result.problem);
  return redirect(back.href, `${OAUTH_COOKIE}=; Max-Age=0; ${attributes()}`);
}

export function consentCookie(request: Request): string | undefined {
  const all = (request.headers.get("cookie") ?? "").split(/;\s*/);
  return all.find((one) => one.startsWith(`${OAUTH_COOKIE}=`))?.slice(OAUTH_COOKIE.length + 1);
}
