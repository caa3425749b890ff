import { connect, createServer, type Socket } from "node:net";
import { freePort } from "@/lib/db/embedded";

/** An address in front of a server that can go away and come back, as a machine or a network does. */
export async function openGate(
  target: number,
): Promise<{ port: number; shut(): Promise<void>; open(): Promise<void> }> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  const server = createServer((outside) => {
    const inside = connect(target, "127.0.0.1");
    for (const socket of [outside, inside]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        outside.destroy();
        inside.destroy();
      });
    }
    outside.pipe(inside).pipe(outside);
  });
  const open = () => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await open();
  return {
    port,
    open,
    shut: () => {
      const shut = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return shut;
    },
  };
}
