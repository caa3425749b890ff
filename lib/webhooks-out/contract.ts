import { z } from "zod";
import { id, pathBigId, pathId } from "@/lib/contracts/ids";
import { pageInput, pageOf } from "@/lib/contracts/page";
import { instant, instantInput, name } from "@/lib/contracts/text";
import { DELIVERY_STATES, PAUSE_REASONS, WEBHOOK_EVENTS } from "@/lib/domain/webhook-out/events";
import { REQUEST_FAILURES } from "@/lib/domain/webhook-out/failure";

const url = z
  .url({ protocol: /^https?$/, error: "Enter a complete address, like https://example.com/hooks." })
  .max(2000)
  .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text), {
    error: "Leave user name and password out: requests are signed instead.",
    params: { code: "url_credentials" },
  })
  .meta({ examples: ["https://example.com/hooks"] });
const events = z
  .array(z.enum(WEBHOOK_EVENTS))
  .min(1, "Choose at least one event.")
  .transform((chosen) => [...new Set(chosen)]);

export const listEndpointsInput = z.strictObject({});
export const endpointIdInput = z.strictObject({ id: pathId });
export const createEndpointInput = z.strictObject({ name: name(100), url, events });
export const updateEndpointInput = z.strictObject({
  id: pathId,
  name: name(100).optional(),
  url: url.optional(),
  events: events.optional(),
  paused: z
    .boolean()
    .optional()
    .describe("False lets a paused endpoint go on: what happened during the pause is made up for."),
});
export const rotateSecretInput = z.strictObject({
  id: pathId,
  keepHours: z
    .int()
    .min(0)
    .max(168)
    .default(24)
    .describe("Hours in which the former secret signs beside the new one."),
});
export const listDeliveriesInput = z.strictObject({
  ...pageInput,
  id: pathId,
  state: z.enum(DELIVERY_STATES).optional(),
});
export const deliveryIdInput = z.strictObject({ id: pathId, deliveryId: pathBigId });
export const replayFailedInput = z.strictObject({
  id: pathId,
  since: instantInput.describe("Deliveries that failed and were made at this time or later are sent again."),
});

export const endpointView = z.strictObject({
  id,
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  createdAt: instant,
  createdBy: z.string(),
  pausedAt: instant.nullable(),
  pausedWhy: z
    .enum(PAUSE_REASONS)
    .nullable()
    .describe("`person`; `failures`: it failed for days; `gone`: it answered 410."),
  failures: z.int().describe("Failed requests since the last one that succeeded."),
  failingSince: instant.nullable(),
  pending: z.int().describe("Deliveries that wait for their first or next try."),
  failed: z.int().describe("Deliveries that were given up; they can be replayed."),
  formerSecretUntil: instant.nullable().describe("Until then the former secret signs as well."),
});
export const endpointWithSecret = endpointView.extend({
  secret: z.string().describe("Shown once. Signatures are made with it: see standardwebhooks.com."),
});
export const endpointList = z.strictObject({ items: z.array(endpointView) });

export const deliveryView = z.strictObject({
  id,
  eventId: z.string().describe("The header webhook-id, the same at every try."),
  type: z.string(),
  state: z.enum(DELIVERY_STATES),
  tries: z.int(),
  occurredAt: instant,
  createdAt: instant,
  nextTryAt: instant.nullable(),
  endedAt: instant.nullable(),
  lastStatus: z.int().nullable(),
  lastError: z.enum(REQUEST_FAILURES).nullable(),
});
export const deliveryPage = pageOf(deliveryView);
export const deliveryDetail = deliveryView.extend({
  body: z.string().describe("Exactly as it is sent."),
  requests: z
    .array(
      z.strictObject({
        at: instant,
        ms: z.int(),
        status: z.int().nullable(),
        error: z.enum(REQUEST_FAILURES).nullable(),
        answer: z.string().nullable().describe("First kilobyte."),
      }),
    )
    .describe("Newest first."),
});
export const replayed = z.strictObject({ replayed: z.int() });
export const testSent = z.strictObject({ eventId: z.string() });

export type EndpointView = z.output<typeof endpointView>;
export type DeliveryView = z.output<typeof deliveryView>;
export type DeliveryPage = z.output<typeof deliveryPage>;
export type DeliveryDetail = z.output<typeof deliveryDetail>;
