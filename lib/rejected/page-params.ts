import { type RejectedFilter, rejectedFilterFields } from "@/lib/rejected/definition";

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

export const one = (params: SearchParams, key: string): string | undefined => {
  const value = params[key];
  const first = Array.isArray(value) ? value[0] : value;
  return first === "" ? undefined : first;
};

/** The filter in a page's address. What can't be read is left out: an old bookmark still opens a list. */
export function readRejectedFilter(params: SearchParams): RejectedFilter {
  const entries = Object.entries(rejectedFilterFields).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(one(params, key));
    return parsed.success && parsed.data !== undefined ? [[key, parsed.data]] : [];
  });
  return Object.fromEntries(entries) as RejectedFilter;
}

/** Where in the list the page begins, if the address says so in a form that is ours. */
export function readPlace(params: SearchParams, form: RegExp): { older?: string; newer?: string } {
  const older = one(params, "older");
  const newer = one(params, "newer");
  if (newer !== undefined && form.test(newer)) return { newer };
  return older !== undefined && form.test(older) ? { older } : {};
}

/** The same address with other values; null takes one out. */
export function addressWith(
  path: string,
  params: SearchParams,
  changes: Readonly<Record<string, string | null>>,
): string {
  const query = new URLSearchParams();
  for (const key of Object.keys(params)) {
    const value = one(params, key);
    if (value !== undefined && !(key in changes)) query.set(key, value);
  }
  for (const [key, value] of Object.entries(changes)) if (value !== null) query.set(key, value);
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
