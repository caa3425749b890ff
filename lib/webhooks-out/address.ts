import "server-only";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { isPrivateAddress } from "@/lib/http/outbound";

/**
 * Says at once what would be refused at every request. Names are looked up only when a request is made: a
 * name may lead elsewhere by then.
 * @throws AppError invalid_input
 */
export function requirePublicAddress(url: string): void {
  if (env().ALLOW_PRIVATE_ADDRESSES) return;
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:") refuse("url_insecure", "Use https: the events hold people's phone numbers.");
  if (isPrivateAddress(hostname) || /^(.+\.)?localhost\.?$/i.test(hostname))
    refuse("url_private", "This address leads to a private network. Use one that is reachable from outside.");
}

function refuse(code: string, message: string): never {
  throw new AppError("invalid_input", `\`url\`: ${message}`, { problems: [{ path: "url", code, message }] });
}
