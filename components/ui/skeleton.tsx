import { cn } from "./cn";

/** Holds the place of something that loads; give it the size of the thing. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={cn("block h-4 animate-pulse rounded-md bg-hover", className)} />;
}

/** Rows of a list or table that loads. `label` is what a screen reader hears. */
export function SkeletonRows({
  rows = 6,
  label,
  className,
}: {
  rows?: number;
  label: string;
  className?: string;
}) {
  return (
    <div role="status" aria-label={label} className={cn("flex flex-col gap-3 p-4 sm:p-5", className)}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders have no other identity
        <Skeleton key={row} className={row % 3 === 2 ? "w-2/3" : "w-full"} />
      ))}
    </div>
  );
}
