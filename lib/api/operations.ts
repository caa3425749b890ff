import type { Operation } from "@/lib/api/operation";
import { alertOperations } from "@/lib/api/operations/alerts";
import { campaignOperations } from "@/lib/api/operations/campaigns";
import { connectionOperations } from "@/lib/api/operations/connections";
import { fallbackDefaultsOperations } from "@/lib/api/operations/fallback-defaults";
import { fallbackRuleOperations } from "@/lib/api/operations/fallback-rules";
import { simulateRuleOperation } from "@/lib/api/operations/fallback-simulation";
import { fallbackOperations } from "@/lib/api/operations/fallbacks";
import { flowExchangeOperations } from "@/lib/api/operations/flow-exchange";
import { flowHeatmapOperations } from "@/lib/api/operations/flow-heatmap";
import { flowSecretOperations } from "@/lib/api/operations/flow-secrets";
import { flowVersionOperations } from "@/lib/api/operations/flow-versions";
import { flowOperations } from "@/lib/api/operations/flows";
import { logOperations } from "@/lib/api/operations/logs";
import { messageOperations } from "@/lib/api/operations/messages";
import { priceOperations } from "@/lib/api/operations/prices";
import { exportRejectedOperation } from "@/lib/api/operations/rejected-export";
import { suppressionOperations } from "@/lib/api/operations/suppressions";
import { webhookEndpointOperations } from "@/lib/api/operations/webhook-endpoints";

/** Every operation of the public API; a test holds it against the routes on disk. */
export const operations: readonly Operation[] = [
  ...connectionOperations,
  ...campaignOperations,
  ...messageOperations,
  exportRejectedOperation,
  ...suppressionOperations,
  ...priceOperations,
  ...fallbackOperations,
  ...fallbackRuleOperations,
  ...fallbackDefaultsOperations,
  simulateRuleOperation,
  ...flowOperations,
  ...flowVersionOperations,
  ...flowExchangeOperations,
  ...flowHeatmapOperations,
  ...flowSecretOperations,
  ...logOperations,
  ...webhookEndpointOperations,
  ...alertOperations,
];
