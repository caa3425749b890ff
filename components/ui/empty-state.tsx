import type { ReactNode } from "react";
import { cn } from "./cn";

type Props = {
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  /** Why there is nothing, and how something gets here. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string;
};

export function EmptyState({ icon, title, children, action, className }: Props) {
  return (
    <div className={cn("flex flex-col items-center gap-3 px-6 py-14 text-center", className)}>
      {icon && (
        <span
          aria-hidden
          className="grid size-10 place-items-center rounded-lg border border-line bg-sunken text-ink-muted [&_svg]:size-5"
        >
          {icon}
        </span>
      )}
      <div className="flex max-w-md flex-col gap-1">
        <div className="font-semibold text-sm">{title}</div>
        {children && <div className="text-ink-muted text-sm leading-relaxed">{children}</div>}
      </div>
      {action && <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
