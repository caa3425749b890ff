"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

type Props = {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** The pages above this one, outermost first; the title itself is not repeated. */
  readonly breadcrumbs?: readonly { readonly label: ReactNode; readonly href: string }[];
  /** Small facts beside the title, such as badges. */
  readonly meta?: ReactNode;
};

/** The only h1 of a page. */
export function PageHeader({ title, description, actions, breadcrumbs = [], meta }: Props) {
  const t = useTranslations("ui");
  return (
    <header className="flex flex-col gap-2">
      {breadcrumbs.length > 0 && (
        <nav aria-label={t("breadcrumbs")}>
          <ol className="flex flex-wrap items-center gap-1 text-ink-muted text-xs">
            {breadcrumbs.map(({ label, href }) => (
              <li key={href} className="flex items-center gap-1">
                <Link href={href} className="rounded-sm hover:text-ink hover:underline">
                  {label}
                </Link>
                <ChevronRight aria-hidden className="size-3" />
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-col gap-1">
          <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-balance break-words font-semibold text-xl tracking-tight">{title}</h1>
            {meta}
          </div>
          {description && <p className="max-w-prose text-ink-muted text-sm leading-relaxed">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}
