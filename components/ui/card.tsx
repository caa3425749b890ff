import { type ReactNode, useId } from "react";
import { cn } from "./cn";

type Props = {
  readonly title?: ReactNode;
  readonly description?: ReactNode;
  /** Controls at the right of the title. */
  readonly actions?: ReactNode;
  readonly footer?: ReactNode;
  /** True for content that brings its own edges, such as a table. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
};

/** A titled section; a landmark named by its title. */
export function Card({ title, description, actions, footer, flush, className, children }: Props) {
  const id = useId();
  const hasHeader = Boolean(title || actions);
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={cn("min-w-0 rounded-xl border border-line bg-surface shadow-card", className)}
    >
      {hasHeader && (
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-3.5 pb-3 sm:px-5">
          <div className="flex min-w-0 flex-col gap-0.5">
            {title && (
              <h2 id={id} className="font-semibold text-sm">
                {title}
              </h2>
            )}
            {description && <p className="text-ink-muted text-xs leading-relaxed">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      {children && (
        <div className={cn(!flush && "px-4 pb-4 sm:px-5 sm:pb-5", !flush && !hasHeader && "pt-4 sm:pt-5")}>
          {children}
        </div>
      )}
      {footer && (
        <footer className="flex flex-wrap items-center gap-2 border-line border-t px-4 py-3 sm:px-5">
          {footer}
        </footer>
      )}
    </section>
  );
}
