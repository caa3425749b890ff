import { webhookBody } from "@/lib/domain/webhook-out/events";
import { judge } from "@/lib/domain/webhook-out/retry";
import { SealError } from "@/lib/secrets/envelope";
import type { DispatchOptions } from "@/lib/webhooks-out/dispatch/dispatcher";
import { type Posted, post } from "@/lib/webhooks-out/dispatch/post";
import { type Due, type Lane, type LaneEndpoint, storeAnswer } from "@/lib/webhooks-out/dispatch/store";
import { openSecrets, signedHeaders } from "@/lib/webhooks-out/secrets";
import { toldData } from "@/lib/webhooks-out/told-data";

export type SendMoment = "claimed" | "answered";

/** One request of a delivery, and what it means for the delivery and its endpoint. */
export async function sendDelivery(
  { pool, fetch, within, onTold, reach }: DispatchOptions,
  lane: Lane,
  endpoint: LaneEndpoint,
  delivery: Due,
): Promise<void> {
  const at = Date.now();
  const data = await toldData(delivery.type, delivery.data, endpoint.locale);
  const body = webhookBody(delivery.type, delivery.occurred, data);
  const headers = headersFor(lane, endpoint, delivery, body, at);
  const posted = headers ? await post({ url: endpoint.url, headers, body }, fetch, within) : UNSIGNED;
  reach?.("answered");
  const verdict = judge(posted.answer, delivery.tries, Date.now(), Math.random());
  const { status, failure, text, ms } = posted;
  await storeAnswer(pool, lane, {
    id: delivery.id,
    tries: delivery.tries,
    at,
    ms,
    status,
    failure,
    text,
    verdict,
  });
  onTold?.(verdict.kind, ms);
}

/** Nothing leaves without a signature; the log says that the secret can't be opened. */
const UNSIGNED: Posted = { answer: { kind: "none" }, status: null, failure: "secret", text: null, ms: 0 };

function headersFor(
  { workspaceId, endpointId }: Lane,
  { secrets }: LaneEndpoint,
  { eventId }: Due,
  body: string,
  now: number,
): Record<string, string> | null {
  try {
    return signedHeaders(openSecrets(workspaceId, endpointId, secrets), eventId, body, now);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
