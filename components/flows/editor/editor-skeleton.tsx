import { Skeleton } from "@/components/ui/skeleton";

export function EditorSkeleton() {
  return (
    <div data-full-bleed className="flex h-full flex-col gap-3 p-4">
      <Skeleton className="h-9" />
      <Skeleton className="flex-1" />
    </div>
  );
}
