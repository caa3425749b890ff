import type { DocumentedOperation } from "@/lib/api/openapi";

/** A command that can be pasted into a shell; `$REACHBACK_KEY` is the reader's own key. */
export function curlOf(server: string, method: string, path: string, operation: DocumentedOperation): string {
  const example = operation.requestBody?.content["application/json"]?.example;
  const address = `${server}${path.replace(/\{\w+\}/g, "1")}`;
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}${quoted(address)}`,
    `-H "Authorization: Bearer $REACHBACK_KEY"`,
    ...(example === undefined
      ? []
      : [`-H "Content-Type: application/json"`, `-d ${quoted(JSON.stringify(example))}`]),
  ];
  return lines.join(" \\\n  ");
}

/** For POSIX shells. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
