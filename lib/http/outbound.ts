import "server-only";
import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Agent, fetch as undiciFetch } from "undici";
import { env } from "@/lib/env";

/** Networks that an address typed by a person must not lead to: our own machine, its neighbours, the cloud's metadata. */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  PRIVATE.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  PRIVATE.addSubnet(net, bits, "ipv6");

/** An IPv4 address inside an IPv6 one is judged as what it is (BlockList does that for ::ffff:0:0/96). */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address.replace(/^\[|\]$/g, ""));
  return family !== 0 && PRIVATE.check(address.replace(/^\[|\]$/g, ""), family === 4 ? "ipv4" : "ipv6");
}

const refused = (): NodeJS.ErrnoException =>
  Object.assign(new Error("This address leads to a private network."), { code: "ADDRESS_REFUSED" });

/** Judges the address that will be connected to, not the name: a name may answer differently a second time. */
const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "", 0);
    const list = addresses as unknown as { address: string; family: number }[];
    if (list.some(({ address }) => isPrivateAddress(address))) return callback(refused(), "", 0);
    const first = list[0];
    if (options.all) (callback as unknown as (e: null, a: typeof list) => void)(null, list);
    else callback(null, first?.address ?? "", first?.family ?? 0);
  });
};

const agents = new Map<boolean, Agent>();

function agent(allowPrivate: boolean): Agent {
  let found = agents.get(allowPrivate);
  if (!found) {
    found = new Agent({
      connect: { timeout: 5000, ...(allowPrivate ? {} : { lookup: guardedLookup }) },
      keepAliveTimeout: 4000,
    });
    agents.set(allowPrivate, found);
  }
  return found;
}

/**
 * `fetch` for addresses that people typed. Rejects with a cause whose code is ADDRESS_REFUSED where one leads
 * to a private network, unless ALLOW_PRIVATE_ADDRESSES is set.
 */
export const outboundFetch = (async (input: string, init?: RequestInit) => {
  const allowed = env().ALLOW_PRIVATE_ADDRESSES;
  const { hostname } = new URL(input);
  // Numbers are connected to without a look-up.
  if (!allowed && isPrivateAddress(hostname)) throw new TypeError("fetch failed", { cause: refused() });
  return undiciFetch(input, { ...init, dispatcher: agent(allowed) } as Parameters<typeof undiciFetch>[1]);
}) as unknown as typeof globalThis.fetch;
