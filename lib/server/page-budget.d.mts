/** As Next writes them after a build; paths from the project's folder. */
export type BuiltRoute = { readonly route: string; readonly firstLoadChunkPaths: readonly string[] };
type Read = (file: string) => Buffer;

export const BUDGET: number;
export function firstLoads(
  routes: readonly BuiltRoute[],
  read: Read,
): { readonly route: string; readonly bytes: number }[];
export function budgetProblems(routes: readonly BuiltRoute[], read: Read, most?: number): string[];
export function builtRoutes(): BuiltRoute[];
