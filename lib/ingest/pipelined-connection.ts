import { Client, type ClientConfig, type QueryConfig, type QueryResult, type QueryResultRow } from "pg";

/** What can run a statement: a pool, a client, or one connection that takes several statements at a time. */
export type Queryable = {
  query<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>>;
};

/**
 * One connection on which the next statement is sent while the one before is still running (libpq calls it
 * pipeline mode). The server runs them one after the other, each in a transaction of its own, and begins the
 * next without waiting for us to read the answer. Opened at first use, and again after it was lost; what was
 * under way then fails, and may or may not have been committed.
 */
export class PipelinedConnection implements Queryable {
  private current: Promise<Client> | null = null;

  constructor(
    private readonly config: ClientConfig,
    private readonly onError: (error: unknown) => void,
  ) {}

  async query<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>> {
    this.current ??= this.open();
    const client = await this.current;
    return client.query<Row>(statement);
  }

  async close(): Promise<void> {
    const client = await this.current?.catch(() => null);
    await client?.end();
  }

  private open(): Promise<Client> {
    const client = new Client({ ...this.config, pipeline: true });
    const opened = client.connect().then(() => client);
    const forget = () => {
      if (this.current === opened) this.current = null;
    };
    client.on("error", (error) => {
      forget();
      this.onError(error);
    });
    client.on("end", forget);
    opened.catch(forget);
    return opened;
  }
}
