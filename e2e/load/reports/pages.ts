import { cursorOf } from "@/lib/contracts/page";
import type { Facts, Person } from "./facts";

/** "data": what a page asks for once it is in the browser. "page": the page itself, rendered with its first data. */
export type Page = { readonly kind: "data" | "page"; readonly path: (nth: number) => string };

/** Every page that shows what grows with the messages, and all that these pages ask for, by name. */
export function pagesOf(facts: Facts): Record<string, Page> {
  return { ...reports(facts), ...lists(facts), ...pages(facts) };
}

const data = (path: (nth: number) => string): Page => ({ kind: "data", path });
const page = (path: (nth: number) => string): Page => ({ kind: "page", path });
const nthOf = <Item>(list: readonly Item[], nth: number): Item => list[nth % list.length] as Item;
const query = (params: Readonly<Record<string, string | number>>): string =>
  new URLSearchParams(Object.entries(params).map(([key, value]) => [key, String(value)])).toString();

function reports({ campaigns, fallen, flowId, branch, days }: Facts): Record<string, Page> {
  const ofCampaign = (report: string, of = campaigns) =>
    data((n) => `/api/reports/${report}?campaignId=${nthOf(of, n)}`);
  const heat = (params: object) => data(() => `/api/reports/flow-heatmap?${query({ flowId, ...params })}`);
  const people = (params: object) =>
    data(() => `/api/flows/${flowId}/people?${query({ step: branch, ...params })}`);
  return {
    "overview today": data(() => "/api/reports/overview?period=today"),
    "overview 30d": data(() => "/api/reports/overview?period=30d"),
    "overview all": data(() => "/api/reports/overview?period=all"),
    "overview custom": data(() => `/api/reports/overview?${query({ period: "custom", ...days })}`),
    "campaign funnel": ofCampaign("campaign-funnel"),
    "campaign progress": ofCampaign("progress"),
    "campaign stage hours": ofCampaign("stage-hours"),
    "campaign local hours": ofCampaign("local-hours"),
    "campaign latency": ofCampaign("latency"),
    "campaign reasons": ofCampaign("reasons"),
    "campaign breakdown": ofCampaign("breakdown"),
    "campaign fallback": ofCampaign("fallback", fallen),
    "fallback report": data(() => "/api/reports/fallback"),
    "flow heatmap 30d": heat({ period: "30d" }),
    "flow heatmap all": heat({ period: "all" }),
    "flow heatmap campaign": data(
      (n) => `/api/reports/flow-heatmap?${query({ flowId, period: "all", campaignId: nthOf(campaigns, n) })}`,
    ),
    "flow people": people({ period: "30d" }),
    "flow people rejected": people({ period: "all", exit: "rejected" }),
    "campaigns v1": data(() => "/api/v1/campaigns"),
    "connections v1": data(() => "/api/v1/connections"),
  };
}

function lists({ campaigns, fallen, messages, rejected, connectionId, days }: Facts): Record<string, Page> {
  const list = (path: string, params: (nth: number) => Record<string, string | number>) =>
    data((n) => `${path}?${query(params(n))}`);
  const one = (n: number) => nthOf(messages, n);
  const lost = (n: number) => nthOf(rejected, n);
  const instants = { from: `${days.from}T00:00:00Z`, to: `${days.to}T00:00:00Z` };
  return {
    ...messageLists(list, { campaigns, one, instants }),
    "message timeline": data((n) => `/api/v1/messages/${one(n).id}/events`),
    "rejected newest": list("/api/v1/rejected", () => ({})),
    "rejected deep": list("/api/v1/rejected", (n) => ({ cursor: lost(n).place ?? "" })),
    "rejected of campaign": list("/api/v1/rejected", (n) => ({ campaignId: nthOf(campaigns, n) })),
    "rejected of connection": list("/api/v1/rejected", () => ({ connectionId })),
    "rejected class": list("/api/v1/rejected", () => ({ class: "temporary" })),
    "rejected code": list("/api/v1/rejected", () => ({ code: "131042" })),
    "rejected country": list("/api/v1/rejected", () => ({ country: "NG" })),
    "rejected days": list("/api/v1/rejected", () => days),
    "rejected by number": list("/api/v1/rejected", (n) => ({ search: lost(n).recipient })),
    "rejected by digits": list("/api/v1/rejected", (n) => ({ search: lost(n).recipient.slice(-6) })),
    "rejected by no digits": list("/api/v1/rejected", () => ({ search: "98765432109" })),
    "rejected by user": list("/api/v1/rejected", (n) => ({ search: `GB.${lost(n).id}` })),
    "rejected rare code": list("/api/v1/rejected", () => ({ code: "130403" })),
    "rejected by id": list("/api/v1/rejected", (n) => ({ search: lost(n).providerMessageId })),
    "attempts newest": list("/api/attempts", () => ({})),
    "attempts of campaign": list("/api/attempts", (n) => ({ campaignId: nthOf(fallen, n) })),
    "attempts unknown": list("/api/attempts", () => ({ state: "unknown" })),
    "attempts recovered": list("/api/attempts", () => ({ people: "recovered" })),
    "attempts by number": list("/api/attempts", (n) => ({ search: lost(n).recipient })),
    "attempts by digits": list("/api/attempts", (n) => ({ search: lost(n).recipient.slice(-6) })),
    "attempt totals": list("/api/attempts/totals", () => ({})),
    "alerts count": list("/api/alerts/count", () => ({})),
  };
}

type Parts = {
  readonly campaigns: readonly number[];
  readonly one: (nth: number) => Person;
  readonly instants: Record<string, string>;
};

function messageLists(
  list: (path: string, params: (nth: number) => Record<string, string | number>) => Page,
  { campaigns, one, instants }: Parts,
): Record<string, Page> {
  const all = (params: (nth: number) => Record<string, string | number>) => list("/api/messages", params);
  const of = (params: Record<string, string>) => all((n) => ({ campaignId: nthOf(campaigns, n), ...params }));
  return {
    "messages newest": all(() => ({})),
    "messages deep": all((n) => ({ cursor: cursorOf(BigInt(one(n).id)) })),
    "messages silent": all(() => ({ show: "silent" })),
    "messages accepted only": all(() => ({ show: "acceptedOnly" })),
    "messages rejected": all(() => ({ show: "rejected" })),
    "messages not read": all(() => ({ show: "notRead" })),
    "messages of days": all(() => instants),
    "messages silent of days": all(() => ({ show: "silent", ...instants })),
    "messages country and template": all(() => ({ country: "NG", template: "template_3_1" })),
    "messages of no such template": all(() => ({ template: "template_never_used" })),
    "messages by number": all((n) => ({ search: one(n).recipient })),
    "messages by prefix": all((n) => ({ search: one(n).recipient.slice(0, -2) })),
    "messages by short prefix": all(() => ({ search: "+4477" })),
    "messages by unknown number": all(() => ({ search: "+12025550199" })),
    "messages by user": all((n) => ({ search: `GB.${one(n).id}` })),
    "messages by id": all((n) => ({ search: one(n).providerMessageId })),
    "campaign messages": of({}),
    "campaign messages silent": of({ show: "silent" }),
    "campaign messages accepted only": of({ show: "acceptedOnly" }),
    "campaign messages rejected": of({ show: "rejected" }),
    "campaign messages code": of({ show: "rejected", code: "131042" }),
    "campaign messages country": of({ country: "NG" }),
    "campaign messages none": of({ template: "template_never_used" }),
    "campaign messages by number": all((n) => ({ campaignId: one(n).campaignId, search: one(n).recipient })),
  };
}

function pages({ campaigns, messages, connectionId, flowId, days }: Facts): Record<string, Page> {
  const ofCampaign = (rest = "") => page((n) => `/campaigns/${nthOf(campaigns, n)}${rest}`);
  return {
    "page overview": page(() => "/"),
    "page campaign": ofCampaign(),
    "page campaign messages": ofCampaign("/messages"),
    "page message": page((n) => {
      const { id, campaignId } = nthOf(messages, n);
      return `/campaigns/${campaignId}/messages/${id}`;
    }),
    "page messages": page(() => "/campaigns/messages"),
    "page rejected": page(() => "/rejected"),
    "page rejected of campaign": page((n) => `/rejected?campaignId=${nthOf(campaigns, n)}`),
    "page rejected class": page(() => "/rejected?class=temporary"),
    "page suppression": page(() => "/rejected/suppression"),
    "page fallbacks": page(() => "/fallbacks"),
    "page flows": page(() => "/flows"),
    "page flow": page(() => `/flows/${flowId}`),
    "page connections": page(() => "/connections"),
    "page connection": page(() => `/connections/${connectionId}`),
    "page alerts": page(() => "/alerts"),
    "page audit": page(() => "/settings/audit"),
    "page audit by action": page(() => "/settings/audit?action=member.joined"),
    "page audit by person": page(() => "/settings/audit?who=person7@example.com"),
    "page audit of day": page(() => `/settings/audit?day=${days.from}`),
  };
}
