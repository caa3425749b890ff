import type { Price } from "@/lib/domain/fallback/price";
import type { LaneContext } from "@/lib/fallback/dispatch/dispatcher";
import { senderOf } from "@/lib/providers/senders";

/** One cent a segment, two a minute. */
const PRICES: readonly Price[] = [
  { channel: "sms", country: "*", provider: "*", unitPrice: "0.01", currency: "USD", validFrom: 0 },
  { channel: "voice", country: "*", provider: "*", unitPrice: "0.02", currency: "USD", validFrom: 0 },
];

/** What a lane knows in tests: the simulator's sender in front of a recording provider. @param timeout - ms */
export function simulatorContext(connectionId: number, apiBase: string, timeout: number): LaneContext {
  const settings = { secret: "simulator-secret-of-the-test", apiBase };
  return {
    connection: { id: connectionId, provider: "simulator", key: `k${connectionId}`, settings },
    sender: senderOf("simulator"),
    prices: PRICES,
    currency: "USD",
    callbackUrl: (id) => `https://hooks.example.com/api/webhooks/k${connectionId}?attempt=${id}`,
    account: { settings, fetch: globalThis.fetch, timeout },
  };
}
