import { LoaderCircle } from "lucide-react";
import { cn } from "./cn";

/** Decoration only; say in words what is loading, next to it or with `aria-busy`. */
export function Spinner({ className }: { readonly className?: string }) {
  return <LoaderCircle aria-hidden className={cn("size-4 animate-spin", className)} />;
}
