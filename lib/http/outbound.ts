import "server-only";
import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector, fetch as undiciFetch } from "undici";
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
  // What carries an IPv4 address inside: compatible, translated, Teredo, 6to4. None leads to a provider.
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2001::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  PRIVATE.addSubnet(net, bits, "ipv6");

/** An IPv4 address inside an IPv6 one is judged as what it is (BlockList does that for ::ffff:0:0/96). */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const family = isIP(bare);
  return family !== 0 && PRIVATE.check(bare, family === 4 ? "ipv4" : "ipv6");
}

/** Names that mean this machine whatever a resolver says (RFC 6761). */
const isLocalName = (hostname: string): boolean => /^(.+\.)?localhost\.?$/i.test(hostname);

type Refuses = (address: string) => boolean;

const refused = (): NodeJS.ErrnoException =>
  Object.assign(new Error("This address leads to a private network."), { code: "ADDRESS_REFUSED" });

/** Judges the address that will be connected to, not the name: a name may answer differently a second time. */
const guardedLookup =
  (refuses: Refuses): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      if (addresses.some(({ address }) => refuses(address))) return callback(refused(), "", 0);
      const [first] = addresses;
      if (options.all) callback(null, addresses);
      else callback(null, first?.address ?? "", first?.family ?? 0);
    });
  };

/** Where connections are made, so that every hop of a redirect passes it. Numbers are connected to without a look-up. */
function guardedConnector(refuses: Refuses): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_WITHIN, lookup: guardedLookup(refuses) });
  return (options, callback) => {
    if (isLocalName(options.hostname) || refuses(options.hostname)) return callback(refused(), null);
    connect(options, callback);
  };
}

const CONNECT_WITHIN = 5000; // ms

/** `fetch` that refuses addresses; null: it reaches any. Connections are kept for a few seconds. */
export function fetchThrough(refuses: Refuses | null): typeof globalThis.fetch {
  const dispatcher = new Agent({
    connect: refuses ? guardedConnector(refuses) : { timeout: CONNECT_WITHIN },
    keepAliveTimeout: 4000,
  });
  // The package's own types stand beside the platform's; the objects are the same.
  return ((input: string, init?: RequestInit) =>
    undiciFetch(input, { ...init, dispatcher } as Parameters<
      typeof undiciFetch
    >[1])) as unknown as typeof globalThis.fetch;
}

let made: typeof globalThis.fetch | undefined;

/**
 * `fetch` for addresses that people typed. Rejects with a cause whose code is ADDRESS_REFUSED where one leads
 * to a private network, unless ALLOW_PRIVATE_ADDRESSES is set.
 */
export const outboundFetch: typeof globalThis.fetch = (input, init) => {
  made ??= fetchThrough(env().ALLOW_PRIVATE_ADDRESSES ? null : isPrivateAddress);
  return made(input, init);
};
