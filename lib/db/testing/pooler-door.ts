import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** What PgBouncer takes at the start of a connection without being told to. */
const TAKEN = new Set([
  "user",
  "database",
  "client_encoding",
  "datestyle",
  "timezone",
  "standard_conforming_strings",
  "application_name",
]);

/**
 * A database behind the door of a pooler: it refuses a connection that begins with settings in the words of
 * PgBouncer, and hands on any other.
 */
export async function openPoolerDoor(target: number): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((outside) => {
    sockets.add(outside);
    outside.on("error", () => {});
    outside.once("data", (start: Buffer) => {
      const refused = settingsOf(start).find((name) => !TAKEN.has(name));
      if (refused) return outside.end(refusal(`unsupported startup parameter: ${refused}`));
      const inside = connect(target, "127.0.0.1");
      sockets.add(inside);
      inside.on("error", () => outside.destroy());
      inside.write(start);
      outside.pipe(inside).pipe(outside);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

/** Names in a StartupMessage: its length, the protocol's version, then names and values. */
function settingsOf(start: Buffer): string[] {
  const words = start.subarray(8).toString("latin1").split("\0");
  return words.filter((word, at) => at % 2 === 0 && word !== "");
}

/** An ErrorResponse: protocol violation, as PgBouncer calls it. */
function refusal(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`, "latin1");
  const head = Buffer.alloc(5);
  head.write("E", 0, "latin1");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
