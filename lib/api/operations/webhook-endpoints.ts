import { operation } from "@/lib/api/operation";
import {
  createEndpointInput,
  deliveryDetail,
  deliveryIdInput,
  deliveryPage,
  endpointIdInput,
  endpointList,
  endpointView,
  endpointWithSecret,
  listDeliveriesInput,
  listEndpointsInput,
  replayed,
  replayFailedInput,
  rotateSecretInput,
  testSent,
  updateEndpointInput,
} from "@/lib/webhooks-out/contract";

export const listEndpointsOperation = operation({
  id: "listWebhookEndpoints",
  method: "GET",
  path: "/api/v1/webhook-endpoints",
  group: "Webhooks",
  summary: "List the endpoints that are told of events",
  scope: "read",
  input: listEndpointsInput,
  status: 200,
  response: endpointList,
});

export const createEndpointOperation = operation({
  id: "createWebhookEndpoint",
  method: "POST",
  path: "/api/v1/webhook-endpoints",
  group: "Webhooks",
  summary: "Add an endpoint",
  description:
    "Requests follow the Standard Webhooks specification: `webhook-id`, `webhook-timestamp`, `webhook-signature`. An event can come more than once and in any order; its id stays the same.",
  scope: "write",
  input: createEndpointInput,
  example: { name: "CRM", url: "https://example.com/hooks", events: ["message.rejected", "alert"] },
  status: 201,
  response: endpointWithSecret,
});

export const getEndpointOperation = operation({
  id: "getWebhookEndpoint",
  method: "GET",
  path: "/api/v1/webhook-endpoints/{id}",
  group: "Webhooks",
  summary: "Show an endpoint",
  scope: "read",
  input: endpointIdInput,
  status: 200,
  response: endpointView,
});

export const updateEndpointOperation = operation({
  id: "updateWebhookEndpoint",
  method: "PATCH",
  path: "/api/v1/webhook-endpoints/{id}",
  group: "Webhooks",
  summary: "Change an endpoint, pause it or let it go on",
  scope: "write",
  input: updateEndpointInput,
  example: { paused: false },
  status: 200,
  response: endpointView,
});

export const removeEndpointOperation = operation({
  id: "removeWebhookEndpoint",
  method: "DELETE",
  path: "/api/v1/webhook-endpoints/{id}",
  group: "Webhooks",
  summary: "Remove an endpoint and its delivery log",
  scope: "write",
  input: endpointIdInput,
  status: 204,
  response: null,
});

export const rotateSecretOperation = operation({
  id: "rotateWebhookSecret",
  method: "POST",
  path: "/api/v1/webhook-endpoints/{id}/rotate-secret",
  group: "Webhooks",
  summary: "Make a new signing secret",
  scope: "write",
  input: rotateSecretInput,
  example: { keepHours: 24 },
  status: 200,
  response: endpointWithSecret,
});

export const testEndpointOperation = operation({
  id: "testWebhookEndpoint",
  method: "POST",
  path: "/api/v1/webhook-endpoints/{id}/test",
  group: "Webhooks",
  summary: "Send a test event",
  scope: "write",
  input: endpointIdInput,
  example: {},
  status: 200,
  response: testSent,
  conflict: "The endpoint is paused.",
});

export const replayFailedOperation = operation({
  id: "replayFailedWebhooks",
  method: "POST",
  path: "/api/v1/webhook-endpoints/{id}/replay",
  group: "Webhooks",
  summary: "Send given up deliveries again",
  scope: "write",
  input: replayFailedInput,
  example: { since: "2026-11-22T00:00:00Z" },
  status: 200,
  response: replayed,
});

export const listDeliveriesOperation = operation({
  id: "listWebhookDeliveries",
  method: "GET",
  path: "/api/v1/webhook-endpoints/{id}/deliveries",
  group: "Webhooks",
  summary: "List an endpoint's deliveries, newest first",
  scope: "read",
  input: listDeliveriesInput,
  status: 200,
  response: deliveryPage,
});

export const getDeliveryOperation = operation({
  id: "getWebhookDelivery",
  method: "GET",
  path: "/api/v1/webhook-endpoints/{id}/deliveries/{deliveryId}",
  group: "Webhooks",
  summary: "Show what was sent and what came back",
  scope: "read",
  input: deliveryIdInput,
  status: 200,
  response: deliveryDetail,
});

export const replayDeliveryOperation = operation({
  id: "replayWebhookDelivery",
  method: "POST",
  path: "/api/v1/webhook-endpoints/{id}/deliveries/{deliveryId}/replay",
  group: "Webhooks",
  summary: "Send one delivery again",
  scope: "write",
  input: deliveryIdInput,
  example: { deliveryId: "1" },
  status: 200,
  response: replayed,
  conflict: "The delivery has not ended yet.",
});

export const webhookEndpointOperations = [
  listEndpointsOperation,
  createEndpointOperation,
  getEndpointOperation,
  updateEndpointOperation,
  removeEndpointOperation,
  rotateSecretOperation,
  testEndpointOperation,
  replayFailedOperation,
  listDeliveriesOperation,
  getDeliveryOperation,
  replayDeliveryOperation,
];
