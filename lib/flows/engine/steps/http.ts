import type { HttpStep } from "@/lib/domain/flow/definition";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import {
  fillHttpText,
  type HttpText,
  insideJson,
  parseHttpText,
  secretsOf,
} from "@/lib/domain/flow/http-text";
import { parsePath, valueAt } from "@/lib/domain/flow/json-path";
import { endingAs, leavingBy } from "@/lib/domain/flow/trail";
import { isFlowVariable, valuesOf } from "@/lib/domain/flow/variables";
import type { Left } from "@/lib/flows/engine/run";
import type { StepWorld } from "@/lib/flows/engine/steps/world";
import { type LimitedAnswer, type LimitedRequest, limitedRequest } from "@/lib/http/limited-request";

const LIMITS = { timeout: 10_000, maxBytes: 1_048_576, maxRedirects: 5 };
/** Characters kept of one result. */
const LONGEST_RESULT = 2000;

/**
 * @param key - the same at every try of this visit, so that a receiver can leave out repeats after a crash
 * @returns null where its turn did not come
 */
export async function performHttp(
  step: HttpStep & { readonly exits: Readonly<Record<string, string>> },
  workspaceId: number,
  key: string,
  facts: FlowFacts,
  world: StepWorld,
): Promise<Left | null> {
  const request = await requestOf(step, workspaceId, facts, world);
  if (typeof request === "string") return failed(step, request);
  const headers = { ...request.headers, "idempotency-key": key };
  const answer = await world.turn(request.url, () =>
    limitedRequest(world.fetch, { ...request, headers }, LIMITS),
  );
  return answer && leftBy(step, answer);
}

const failed = (step: { readonly exits: Readonly<Record<string, string>> }, detail: string): Left => ({
  leaving: step.exits.failed === undefined ? endingAs("failed") : leavingBy("failed"),
  detail,
});

/** The request with all places filled; a text where a secret is missing. */
async function requestOf(
  step: HttpStep,
  workspaceId: number,
  facts: FlowFacts,
  world: StepWorld,
): Promise<LimitedRequest | string> {
  const url = parseHttpText(step.url.trim());
  const headers = step.headers.map(({ name, value }) => ({ name, text: parseHttpText(value) }));
  const body = step.body === null || step.method === "GET" ? null : parseHttpText(step.body);
  const values: Record<string, string | null | undefined> = { ...valuesOf(facts) };
  for (const name of new Set([url, body ?? [], ...headers.map(({ text }) => text)].flatMap(secretsOf))) {
    const secret = await world.secretOf(workspaceId, name);
    if (secret === null) return `secret_missing:${name}`;
    values[`secret.${name}`] = secret;
  }
  const filled: Record<string, string> = {};
  for (const { name, text } of headers) filled[name.toLowerCase()] = fillHttpText(text, values, headerValue);
  return {
    method: step.method,
    url: fillHttpText(url, values, encodeURIComponent),
    ...bodyOf(body, values, filled),
  };
}

/** Bytes of UTF-8, since a header carries no other characters; and never a second line. */
const headerValue = (value: string): string =>
  Buffer.from(value.replace(/[\r\n\0]+/g, " "), "utf8").toString("latin1");

function bodyOf(
  body: HttpText | null,
  values: Readonly<Record<string, string | null | undefined>>,
  headers: Record<string, string>,
): Pick<LimitedRequest, "headers" | "body"> {
  if (body === null) return { headers, body: null };
  const first = typeof body[0] === "string" ? body[0].trimStart() : "";
  const type =
    headers["content-type"] ?? (/^[[{]/.test(first) ? "application/json" : "text/plain; charset=utf-8");
  const encode = /json/i.test(type)
    ? insideJson
    : /x-www-form-urlencoded/i.test(type)
      ? encodeURIComponent
      : (value: string) => value;
  return { headers: { ...headers, "content-type": type }, body: fillHttpText(body, values, encode) };
}

function leftBy(
  step: HttpStep & { readonly exits: Readonly<Record<string, string>> },
  answer: LimitedAnswer,
): Left {
  if (!answer.ok) return failed(step, [answer.why, answer.detail].filter(Boolean).join(":"));
  if (answer.status >= 400) return failed(step, `status:${answer.status}`);
  const results = step.results.length === 0 ? {} : resultsOf(step, answer.text);
  if (results === null) return failed(step, "not_json");
  return { leaving: leavingBy("success"), detail: `status:${answer.status}`, results };
}

/** Values that the answer lacks become empty, so that none of an earlier visit stays. */
function resultsOf({ results }: HttpStep, text: string): Record<string, string> | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const found: Record<string, string> = {};
  for (const { path, variable } of results) {
    const parsed = parsePath(path);
    // PostgreSQL keeps no NUL in JSON.
    const value = (parsed && valueAt(json, parsed))?.replaceAll("\0", "").toWellFormed() ?? "";
    if (!isFlowVariable(variable)) found[variable] = value.slice(0, LONGEST_RESULT).toWellFormed();
  }
  return found;
}
