/** What steps need of the world outside. */
export type StepWorld = {
  /** Refuses what leads to a private network. */
  readonly fetch: typeof globalThis.fetch;
  /** Null: the workspace has none of that name. */
  readonly secretOf: (workspaceId: number, name: string) => Promise<string | null>;
  /** Address of TimeZoneDB's API, without a slash at its end. */
  readonly timeZoneDb: string;
};
