import type { OpenApiDocument } from "@/lib/api/openapi";

export type Entry = {
  readonly method: string;
  readonly path: string;
  readonly operation: OpenApiDocument["paths"][string][string];
};

/** The document's operations by group, in its order. */
export function entriesByGroup(document: OpenApiDocument): { group: string; entries: Entry[] }[] {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  return document.tags.map(({ name }) => ({
    group: name,
    entries: all.filter(({ operation }) => operation.tags.includes(name)),
  }));
}

type Props = { readonly label: string; readonly groups: ReturnType<typeof entriesByGroup> };

/** Links to every operation; beside the page where there is room. */
export function Contents({ label, groups }: Props) {
  return (
    <nav aria-label={label} lang="en" className="flex flex-col gap-4 xl:sticky xl:top-6 xl:self-start">
      {groups.map(({ group, entries }) => (
        <div key={group} className="flex flex-col gap-1">
          <p className="font-semibold text-xs">{group}</p>
          <ul className="flex flex-col gap-0.5">
            {entries.map(({ operation }) => (
              <li key={operation.operationId}>
                <a
                  href={`#${operation.operationId}`}
                  className="block rounded-sm py-1 text-ink-muted text-sm leading-snug hover:text-ink hover:underline"
                >
                  {operation.summary}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
