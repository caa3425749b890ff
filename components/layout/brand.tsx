import { cn } from "@/components/ui/cn";

/** The mark: a line that turns round and reaches on. Beside it the name, for screen readers as well. */
export function Brand({ className }: { readonly className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 font-semibold text-sm tracking-tight", className)}>
      <svg aria-hidden="true" viewBox="0 0 32 32" className="size-6 shrink-0" fill="none" strokeWidth="2.75">
        <rect width="32" height="32" rx="8" className="fill-accent" />
        <g className="stroke-accent-fg" strokeLinecap="round" strokeLinejoin="round">
          <path d="M21.5 21.5H13a5.75 5.75 0 0 1 0-11.5h4.5" />
          <path d="m18 17.5 4 4-4 4" />
        </g>
        <circle cx="22.25" cy="10" r="2.25" className="fill-accent-fg" />
      </svg>
      Reachback
    </span>
  );
}
