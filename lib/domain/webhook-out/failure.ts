/** Why a request got no answer. */
export const REQUEST_FAILURES = [
  "time_out",
  "refused",
  "dns",
  "reset",
  "tls",
  "private_address",
  "secret",
  "other",
] as const;
export type RequestFailure = (typeof REQUEST_FAILURES)[number];

const OF_CODE: Readonly<Record<string, RequestFailure>> = {
  ADDRESS_REFUSED: "private_address",
  ECONNREFUSED: "refused",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  ECONNRESET: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  ETIMEDOUT: "time_out",
  UND_ERR_CONNECT_TIMEOUT: "time_out",
  UND_ERR_HEADERS_TIMEOUT: "time_out",
  UND_ERR_BODY_TIMEOUT: "time_out",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls",
  SELF_SIGNED_CERT_IN_CHAIN: "tls",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls",
  CERT_HAS_EXPIRED: "tls",
};

/** @param names - names and codes of the error and its causes, the outermost first */
export function failureOf(names: readonly string[]): RequestFailure {
  for (const name of names) {
    const known = OF_CODE[name];
    if (known) return known;
    if (/^(ERR_TLS|ERR_SSL|CERT_|EPROTO)/.test(name)) return "tls";
    if (name === "TimeoutError" || name === "AbortError") return "time_out";
  }
  return "other";
}
