import type { Locale } from "@/lib/auth/context";

/** One line a namespace. Files load on demand, so a page carries only the language and words it shows. */
const LOADERS = {
  ui: { en: () => import("./en/ui.json"), zh: () => import("./zh/ui.json") },
  shell: { en: () => import("./en/shell.json"), zh: () => import("./zh/shell.json") },
  status: { en: () => import("./en/status.json"), zh: () => import("./zh/status.json") },
  auth: { en: () => import("./en/auth.json"), zh: () => import("./zh/auth.json") },
  settings: { en: () => import("./en/settings.json"), zh: () => import("./zh/settings.json") },
  audit: { en: () => import("./en/audit.json"), zh: () => import("./zh/audit.json") },
  overview: { en: () => import("./en/overview.json"), zh: () => import("./zh/overview.json") },
  metrics: { en: () => import("./en/metrics.json"), zh: () => import("./zh/metrics.json") },
  campaign: { en: () => import("./en/campaign.json"), zh: () => import("./zh/campaign.json") },
  rejected: { en: () => import("./en/rejected.json"), zh: () => import("./zh/rejected.json") },
  exports: { en: () => import("./en/exports.json"), zh: () => import("./zh/exports.json") },
  suppression: { en: () => import("./en/suppression.json"), zh: () => import("./zh/suppression.json") },
  connections: { en: () => import("./en/connections.json"), zh: () => import("./zh/connections.json") },
  fallbackRules: {
    en: () => import("./en/fallbackRules.json"),
    zh: () => import("./zh/fallbackRules.json"),
  },
  fallbacks: { en: () => import("./en/fallbacks.json"), zh: () => import("./zh/fallbacks.json") },
  simulation: { en: () => import("./en/simulation.json"), zh: () => import("./zh/simulation.json") },
  logs: { en: () => import("./en/logs.json"), zh: () => import("./zh/logs.json") },
  prices: { en: () => import("./en/prices.json"), zh: () => import("./zh/prices.json") },
  flows: { en: () => import("./en/flows.json"), zh: () => import("./zh/flows.json") },
  flowEditor: { en: () => import("./en/flowEditor.json"), zh: () => import("./zh/flowEditor.json") },
  flowHeatmap: { en: () => import("./en/flowHeatmap.json"), zh: () => import("./zh/flowHeatmap.json") },
  flowSteps: { en: () => import("./en/flowSteps.json"), zh: () => import("./zh/flowSteps.json") },
  webhooks: { en: () => import("./en/webhooks.json"), zh: () => import("./zh/webhooks.json") },
  alerts: { en: () => import("./en/alerts.json"), zh: () => import("./zh/alerts.json") },
  apiDocs: { en: () => import("./en/apiDocs.json"), zh: () => import("./zh/apiDocs.json") },
};

export type Namespace = keyof typeof LOADERS;
/** Shape of all messages, taken from English; messages.test.ts holds the other languages to it. */
export type Messages = { [N in Namespace]: Awaited<ReturnType<(typeof LOADERS)[N]["en"]>>["default"] };

export const NAMESPACES = Object.keys(LOADERS) as readonly Namespace[];

/** Messages of some namespaces in one language. */
export async function loadMessages(
  locale: Locale,
  namespaces: readonly Namespace[],
): Promise<Partial<Messages>> {
  const files = namespaces.map(async (name) => [name, (await LOADERS[name][locale]()).default] as const);
  return Object.fromEntries(await Promise.all(files)) as Partial<Messages>;
}
