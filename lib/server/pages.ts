import type { IncomingMessage, Server, ServerResponse } from "node:http";
import path from "node:path";
import { serveCompressed } from "@/lib/server/static-files";

export type Pages = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
};

type Options = { readonly development: boolean; readonly port: number; readonly server: Server };

/** Next behind our listener. */
export async function openPages({ development, port, server }: Options): Promise<Pages> {
  const { default: next } = await import("next");
  const app = next({
    dev: development,
    dir: path.resolve("."),
    port,
    hostname: "localhost",
    httpServer: server,
  });
  await app.prepare();
  const handler = app.getRequestHandler();
  // The development server talks to the browser over a web socket.
  if (development) server.on("upgrade", app.getUpgradeHandler());
  const files = development ? null : serveCompressed();
  return {
    handle: async (request, response) => {
      if (!(await files?.(request, response))) await handler(request, response);
    },
    close: () => app.close(),
  };
}
