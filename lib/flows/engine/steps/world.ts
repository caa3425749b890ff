/** What the process has of the world outside. */
export type World = {
  /** Refuses what leads to a private network. */
  readonly fetch: typeof globalThis.fetch;
  /** Null: the workspace has none of that name. */
  readonly secretOf: (workspaceId: number, name: string) => Promise<string | null>;
  /** Address of TimeZoneDB's API, without a slash at its end. */
  readonly timeZoneDb: string;
};

/** What a step of one run needs of it. */
export type StepWorld = World & {
  /** Waits for its turn among all requests of the process; null where it did not come in time. */
  readonly turn: <Result>(url: string, request: () => Promise<Result>) => Promise<Result | null>;
};
