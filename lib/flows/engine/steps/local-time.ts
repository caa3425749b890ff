import { z } from "zod";
import type { FlowStep } from "@/lib/domain/flow/definition";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import { leavingBy } from "@/lib/domain/flow/trail";
import { failedLocalTime } from "@/lib/domain/flow/walk";
import type { Left } from "@/lib/flows/engine/run";
import type { StepWorld } from "@/lib/flows/engine/steps/world";
import { limitedRequest } from "@/lib/http/limited-request";

const LIMITS = { timeout: 10_000, maxBytes: 262_144, maxRedirects: 1 };

/** https://timezonedb.com/references/get-time-zone and …/list-time-zone: `zoneName`, or `zones` with their names. */
const answerShape = z.object({
  status: z.string(),
  zoneName: z.string().optional(),
  zones: z.array(z.object({ zoneName: z.string() })).optional(),
});

/** Zone of the recipient as TimeZoneDB has it: of the zone that is known, else the first of the country. */
export async function performLocalTime(
  step: Extract<FlowStep, { type: "local_time" }>,
  workspaceId: number,
  { timeZone, country }: FlowFacts,
  world: StepWorld,
): Promise<Left | null> {
  const failed = (detail: string): Left => ({ leaving: failedLocalTime(step), foundZone: "UTC", detail });
  const key = step.secret === null ? null : await world.secretOf(workspaceId, step.secret);
  if (key === null) return failed(`secret_missing:${step.secret ?? ""}`);
  if (timeZone === null && country === null) return failed("no_country");
  const query = new URLSearchParams({ key, format: "json", ...askFor(timeZone, country) });
  const path = timeZone === null ? "list-time-zone" : "get-time-zone";
  const url = `${world.timeZoneDb}/v2.1/${path}?${query}`;
  const request = { method: "GET", url, headers: {}, body: null };
  const answer = await world.turn(url, () => limitedRequest(world.fetch, request, LIMITS));
  if (answer === null) return null;
  if (!answer.ok) return failed([answer.why, answer.detail].filter(Boolean).join(":"));
  if (answer.status >= 400) return failed(`status:${answer.status}`);
  const zone = zoneIn(answer.text);
  return zone === null ? failed("no_zone") : { leaving: leavingBy("success"), foundZone: zone, detail: zone };
}

const askFor = (timeZone: string | null, country: string | null): Record<string, string> =>
  timeZone === null ? { country: country ?? "" } : { by: "zone", zone: timeZone };

/** Null for anything but a zone that the runtime knows. */
function zoneIn(text: string): string | null {
  try {
    const { status, zoneName, zones } = answerShape.parse(JSON.parse(text));
    const zone = zoneName ?? zones?.[0]?.zoneName;
    if (status !== "OK" || zone === undefined) return null;
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone;
  } catch {
    return null;
  }
}
