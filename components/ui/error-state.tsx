"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { cn } from "./cn";

type Props = {
  readonly title: ReactNode;
  /** What happened and what to do, in words. */
  readonly children?: ReactNode;
  readonly onRetry?: () => void;
  readonly retrying?: boolean;
  readonly action?: ReactNode;
  readonly className?: string;
};

export function ErrorState({ title, children, onRetry, retrying, action, className }: Props) {
  const t = useTranslations("ui");
  return (
    <div role="alert" className={cn("flex flex-col items-center gap-3 px-6 py-12 text-center", className)}>
      <span
        aria-hidden
        className="grid size-10 place-items-center rounded-lg bg-danger-soft text-danger-text"
      >
        <TriangleAlert className="size-5" />
      </span>
      <div className="flex max-w-md flex-col gap-1">
        <div className="font-semibold text-sm">{title}</div>
        {children && <div className="text-ink-muted text-sm leading-relaxed">{children}</div>}
      </div>
      <div className="mt-1 flex flex-wrap justify-center gap-2">
        {onRetry && (
          <Button onClick={onRetry} loading={retrying} icon={<RotateCw aria-hidden />}>
            {t("retry")}
          </Button>
        )}
        {action}
      </div>
    </div>
  );
}
