import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Makes the Message-ID, so that a mail that is sent twice after a crash is one in the reader's box. */
  readonly id?: string;
};

/** Milliseconds for each of: connecting, the greeting, any answer. */
const PATIENCE = 10_000;

export const isMailSetUp = (): boolean => Boolean(env().SMTP_URL && env().SMTP_FROM);

let transport: { readonly url: string; readonly made: Transporter } | undefined;

function transportTo(url: string): Transporter {
  if (transport?.url !== url)
    transport = {
      url,
      made: createTransport({
        url,
        connectionTimeout: PATIENCE,
        greetingTimeout: PATIENCE,
        socketTimeout: PATIENCE,
        // What is mailed is text from here; a name from outside must never become a file or an address to read.
        disableFileAccess: true,
        disableUrlAccess: true,
      }),
    };
  return transport.made;
}

/** Resolves when the server has taken the mail. @throws AppError unavailable, which says what the server did */
export async function sendMail({ id, ...mail }: Mail): Promise<void> {
  const { SMTP_URL, SMTP_FROM } = env();
  if (!SMTP_URL || !SMTP_FROM) throw new AppError("unavailable", "No mail server is set.");
  const domain = /@([\w.-]+)>?\s*$/.exec(SMTP_FROM)?.[1] ?? "reachback.invalid";
  try {
    await transportTo(SMTP_URL).sendMail({
      from: SMTP_FROM,
      ...mail,
      ...(id ? { messageId: `<${id}@${domain}>` } : {}),
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } catch (cause) {
    throw new AppError("unavailable", wordsFor(cause), { cause });
  }
}

/** The mail library's codes in plain words; never the server's own text, which may hold an address. */
function wordsFor(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  if (code === "EAUTH") return "The mail server refused the user name or password in SMTP_URL.";
  if (code === "EENVELOPE") return "The mail server refused the sender or the recipient's address.";
  if (code === "ETLS")
    return "The mail server's encryption could not be set up; try smtps:// or another port.";
  if (responseCode !== undefined) return `The mail server refused the mail (${responseCode}).`;
  return "The mail server could not be reached. Check host and port in SMTP_URL.";
}
