import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { filesBelow, STATIC_FOLDER } from "@/lib/server/compressed-files.mjs";

const PREFIX = "/_next/static/";
const TYPES: Readonly<Record<string, string>> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
};
/** Their names change with their content. */
const FOREVER = "public, max-age=31536000, immutable";

/** Answers a request that it has a file for. */
type StaticFiles = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * Serves what the build has compressed to everyone who takes it so; the rest is for Next, which compresses
 * less and anew for each request. Only files that were there at the start are served, so no path leads out.
 */
export function serveCompressed(folder = STATIC_FOLDER): StaticFiles {
  const files = new Map(
    filesBelow(folder, /\.(js|css)\.br$/).map((file) => {
      const name = path.relative(folder, file).split(path.sep).join("/").slice(0, -".br".length);
      return [`${PREFIX}${name}`, file];
    }),
  );
  return async ({ method, url = "/", headers }, response) => {
    const name = url.split("?", 1)[0] as string;
    const file = files.get(name);
    if (!file || (method !== "GET" && method !== "HEAD") || !takesBrotli(headers["accept-encoding"]))
      return false;
    const content = await readFile(file);
    response.writeHead(200, {
      "Content-Type": TYPES[path.posix.extname(name)],
      "Content-Encoding": "br",
      "Content-Length": content.length,
      "Cache-Control": FOREVER,
      Vary: "Accept-Encoding",
    });
    response.end(method === "HEAD" ? undefined : content);
    return true;
  };
}

/** Browsers name it only where the connection is safe from old proxies: on https and on the own machine. */
const takesBrotli = (accepted: string | string[] | undefined): boolean =>
  String(accepted ?? "")
    .split(",")
    .some((one) => /^\s*br\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(one));
