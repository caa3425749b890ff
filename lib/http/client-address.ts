import "server-only";
import { isIP } from "node:net";
import { env } from "@/lib/env";

/** Set on every request by our own front server from the socket, which overwrites what a client sends. */
export const SOCKET_ADDRESS_HEADER = "x-reachback-address";

/** The visitor's address, or null where nothing trustworthy says it. */
export const clientAddress = (headers: Headers): string | null =>
  addressBehind(headers.get(SOCKET_ADDRESS_HEADER), headers.get("x-forwarded-for"), env().TRUSTED_PROXIES);

/**
 * Counts back from our socket over the proxies that are ours; whatever stands further left in
 * X-Forwarded-For was written by the visitor and proves nothing.
 */
export function addressBehind(
  socket: string | null,
  forwardedFor: string | null,
  proxies: number,
): string | null {
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim());
  const chain = [...(proxies > 0 ? hops : []), socket ?? ""].map(plainAddress).filter((hop) => hop !== null);
  return chain[Math.max(0, chain.length - 1 - proxies)] ?? null;
}

/** Without a port, brackets or the IPv4-in-IPv6 prefix; null when it is no address. */
function plainAddress(text: string): string | null {
  const bare = text.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  const address = bare.replace(/^::ffff:(?=\d+\.)/i, "").toLowerCase();
  return isIP(address) ? address : null;
}

/** What an attacker can't vary at will: an IPv4 address, or the /64 network of an IPv6 address. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(missing).fill("0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
