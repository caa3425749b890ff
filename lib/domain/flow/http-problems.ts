import type { HttpStep } from "./definition";
import { parseHttpText, secretsOf, strayBraces } from "./http-text";
import { parsePath } from "./json-path";
import { type FlowProblem, problem } from "./problem";
import { isFlowVariable, isVariableName } from "./variables";

/** Scheme and host stand in the step itself: no variable of a message decides where a secret goes. */
const URL_START = /^https?:\/\/[^\s/?#{}]+(?=[/?#]|$)/i;
/** RFC 9110: a token. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Set by the product or by the connection itself. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "idempotency-key",
]);
const SECRET_HEADER = /authorization|cookie|token|secret|password|api-?key/i;
const SECRET_QUERY = /[?&](?:[^=&#]*(?:token|secret|password|key))=(?!\{\{|&|#|$)/i;

export function httpProblems(
  step: HttpStep & { readonly id: string },
  secrets: ReadonlySet<string>,
): FlowProblem[] {
  const { id, method, url, headers, body } = step;
  const texts = [
    { field: "url", source: url },
    ...headers.map(({ value }, i) => ({ field: `headers.${i}`, source: value })),
    ...(body === null ? [] : [{ field: "body", source: body }]),
  ];
  return [
    ...(URL_START.test(url.trim()) ? [] : [problem("bad_url", id)]),
    ...texts.flatMap(({ field, source }) => textProblems(id, field, source, secrets)),
    ...headers.flatMap((header) => headerProblems(id, header)),
    ...(SECRET_QUERY.test(url) ? [problem("plain_secret", id, { field: "url" })] : []),
    ...(body !== null && method === "GET" ? [problem("body_not_sent", id)] : []),
    ...resultProblems(step),
  ];
}

function textProblems(
  id: string,
  field: string,
  source: string,
  secrets: ReadonlySet<string>,
): FlowProblem[] {
  const stray = strayBraces(source);
  return [
    ...(stray ? [problem("template", id, { field, cause: "name", ...stray })] : []),
    ...secretsOf(parseHttpText(source))
      .filter((name) => !secrets.has(name))
      .map((name) => problem("unknown_secret", id, { field, name })),
  ];
}

function headerProblems(id: string, { name, value }: HttpStep["headers"][number]): FlowProblem[] {
  if (!HEADER_NAME.test(name) || OWN_HEADERS.has(name.toLowerCase()) || /[\r\n]/.test(value))
    return [problem("bad_header", id, { name })];
  const plain =
    SECRET_HEADER.test(name) && value.trim() !== "" && secretsOf(parseHttpText(value)).length === 0;
  return plain ? [problem("plain_secret", id, { field: name })] : [];
}

function resultProblems({ id, results }: HttpStep & { readonly id: string }): FlowProblem[] {
  return results.flatMap(({ path, variable }) => [
    ...(parsePath(path) ? [] : [problem("bad_path", id, { path })]),
    ...(isVariableName(variable) && !variable.startsWith("secret.")
      ? isFlowVariable(variable)
        ? [problem("variable_taken", id, { name: variable })]
        : []
      : [problem("bad_variable", id, { name: variable })]),
  ]);
}
