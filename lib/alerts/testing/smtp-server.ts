import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

export type SmtpServer = {
  readonly url: string;
  readonly mails: { readonly to: string; readonly text: string }[];
  /** Answer to the recipient's address; default: taken. */
  treat: (to: string) => string;
  close(): Promise<void>;
};

/** A mail server that takes what it is given: as much of RFC 5321 as a sender needs. */
export async function smtpServer(): Promise<SmtpServer> {
  const mails: { to: string; text: string }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    converse(
      socket,
      (to) => smtp.treat(to),
      (mail) => mails.push(mail),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const smtp: SmtpServer = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    treat: () => "250 OK",
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return smtp;
}

function converse(
  socket: Socket,
  treat: (to: string) => string,
  take: (mail: { to: string; text: string }) => void,
): void {
  let buffer = "";
  let to = "";
  let inText = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const hear = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO" || verb === "HELO") say("250 test");
    else if (verb === "RCPT") {
      to = /<([^>]*)>/.exec(line)?.[1] ?? "";
      say(treat(to));
    } else if (verb === "DATA") {
      inText = true;
      say("354 go on");
    } else if (verb === "QUIT") {
      say("221 bye");
      socket.end();
    } else say("250 OK");
  };
  say("220 test");
  socket.on("data", (chunk: Buffer) => {
    buffer += chunk.toString("utf8");
    for (;;) {
      const end = buffer.indexOf(inText ? "\r\n.\r\n" : "\r\n");
      if (end < 0) return;
      const part = buffer.slice(0, end);
      buffer = buffer.slice(end + (inText ? 5 : 2));
      if (inText) {
        inText = false;
        take({ to, text: part });
        say("250 taken");
      } else hear(part);
    }
  });
}
