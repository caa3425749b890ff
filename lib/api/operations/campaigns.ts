import { campaignFunnelView } from "@/lib/api/funnel-view";
import { operation } from "@/lib/api/operation";
import {
  campaignIdInput,
  campaignPage,
  campaignView,
  createCampaignInput,
  listCampaignsInput,
  updateCampaignInput,
} from "@/lib/campaigns/contract";
import { registeredMessages, registerMessagesInput } from "@/lib/messages/contract";

export const createCampaignOperation = operation({
  id: "createCampaign",
  method: "POST",
  path: "/api/v1/campaigns",
  group: "Campaigns",
  summary: "Make a campaign",
  description:
    "Statuses reach it by its own webhook addresses, by its tag in the payload, or because the message was registered.",
  scope: "write",
  input: createCampaignInput,
  example: { name: "Autumn offers", tag: "autumn" },
  status: 201,
  response: campaignView,
  conflict: "The tag belongs to another campaign.",
});

export const listCampaignsOperation = operation({
  id: "listCampaigns",
  method: "GET",
  path: "/api/v1/campaigns",
  group: "Campaigns",
  summary: "List campaigns, newest first",
  scope: "read",
  input: listCampaignsInput,
  status: 200,
  response: campaignPage,
});

export const getCampaignOperation = operation({
  id: "getCampaign",
  method: "GET",
  path: "/api/v1/campaigns/{id}",
  group: "Campaigns",
  summary: "Read a campaign",
  scope: "read",
  input: campaignIdInput,
  status: 200,
  response: campaignView,
});

export const updateCampaignOperation = operation({
  id: "updateCampaign",
  method: "PATCH",
  path: "/api/v1/campaigns/{id}",
  group: "Campaigns",
  summary: "Rename, archive or bring back a campaign",
  scope: "write",
  input: updateCampaignInput,
  example: { name: "Autumn offers 2026", archived: false },
  status: 200,
  response: campaignView,
});

export const campaignFunnelOperation = operation({
  id: "getCampaignFunnel",
  method: "GET",
  path: "/api/v1/campaigns/{id}/funnel",
  group: "Campaigns",
  summary: "Read a campaign's funnel",
  description:
    "It adds up: attempted = sent + acceptedOnly + rejectedBeforeSent; sent = delivered + silent + rejectedAfterSent; with fallbacks, attempted = delivered + fallback.netRecovered + those whom nothing reached. A rate whose denominator is 0 is null.",
  scope: "read",
  input: campaignIdInput,
  status: 200,
  response: campaignFunnelView,
});

export const registerMessagesOperation = operation({
  id: "registerMessages",
  method: "POST",
  path: "/api/v1/campaigns/{id}/messages",
  group: "Campaigns",
  summary: "Register messages of a campaign, up to 10,000 a call",
  description:
    "Call it when you send, also before any status arrived. Idempotent: a repeat changes nothing. All are stored, or none and `problems` names what is wrong, like `messages.17.phone`.",
  scope: "write",
  input: registerMessagesInput,
  example: {
    messages: [
      {
        providerMessageId: "wamid.HBgLMTIwMjU1NTAxMjM=",
        phone: "+12025550123",
        timeZone: "America/New_York",
        locale: "en",
        variables: { name: "Ana" },
      },
    ],
  },
  maxBytes: 16 * 1_048_576,
  status: 200,
  response: registeredMessages,
});

/** In the order of the document. */
export const campaignOperations = [
  createCampaignOperation,
  listCampaignsOperation,
  getCampaignOperation,
  updateCampaignOperation,
  campaignFunnelOperation,
  registerMessagesOperation,
];
