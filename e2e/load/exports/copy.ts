import { Client, type Connection } from "pg";

/** Everything that the file is made from, in its order: what PostgreSQL alone could hand out. */
const statement = (workspaceId: number): string => `COPY (
  SELECT m.id, m.rejected_at, m.sender, m.recipient, m.recipient_user_id, m.provider_message_id, m.channel, m.error_code,
    m.error_text, m.country, m.time_zone, m.campaign_id, c.name, m.connection_id, n.name, n.provider
  FROM message m
  LEFT JOIN campaign c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id
  LEFT JOIN connection n ON n.workspace_id = m.workspace_id AND n.id = m.connection_id
  WHERE m.workspace_id = ${workspaceId} AND m.rejected_at IS NOT NULL AND m.status = 5
  ORDER BY m.rejected_at DESC, m.id DESC
) TO STDOUT (FORMAT csv)`;

export type Copied = { readonly rowsPerSecond: number; readonly rows: number; readonly bytes: number };

/** The baseline: all rejected rows with the same columns, read to the end and thrown away. */
export async function copyRejected(databaseUrl: string, workspaceId: number): Promise<Copied> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("SET application_name = 'bench copy'");
  const started = performance.now();
  const { rows, bytes } = await new Promise<Omit<Copied, "rowsPerSecond">>((resolve, reject) => {
    client.query(new Reader(statement(workspaceId), resolve, reject));
  });
  const seconds = (performance.now() - started) / 1000;
  await client.end();
  return { rowsPerSecond: rows / seconds, rows, bytes };
}

/** The driver's interface for a query of one's own; PostgreSQL sends each row of a COPY as a message. */
class Reader {
  private readonly text: string;
  private readonly done: (read: { rows: number; bytes: number }) => void;
  private readonly failed: (error: Error) => void;
  private rows = 0;
  private bytes = 0;

  constructor(text: string, done: Reader["done"], failed: Reader["failed"]) {
    this.text = text;
    this.done = done;
    this.failed = failed;
  }

  submit(connection: Connection): void {
    connection.query(this.text);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.rows++;
    this.bytes += chunk.length;
  }

  handleReadyForQuery(): void {
    this.done({ rows: this.rows, bytes: this.bytes });
  }

  handleError(error: Error): void {
    this.failed(error);
  }

  handleCommandComplete(): void {}
}
