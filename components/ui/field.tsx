"use client";

import { Field as Base } from "@base-ui/react/field";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "./cn";

type FieldProps = {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; marks the control invalid. */
  readonly error?: string | readonly string[] | null;
  readonly optional?: boolean;
  readonly name?: string;
  readonly disabled?: boolean;
  /** False for controls that are no label-able element (`RadioGroup`, `SegmentedControl`). */
  readonly nativeLabel?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
};

/** Label, control, hint and error, tied together by ids. */
export function Field({
  label,
  hint,
  error,
  optional,
  nativeLabel = true,
  className,
  children,
  ...rest
}: FieldProps) {
  const t = useTranslations("ui");
  const errors = typeof error === "string" ? [error] : (error ?? []);
  return (
    <Base.Root {...rest} invalid={errors.length > 0} className={cn("flex flex-col gap-1.5", className)}>
      <Base.Label
        nativeLabel={nativeLabel}
        render={nativeLabel ? undefined : <div />}
        className="flex items-baseline gap-1.5 font-medium text-ink text-sm"
      >
        {label}
        {optional && <span className="font-normal text-ink-faint text-xs">{t("optional")}</span>}
      </Base.Label>
      {children}
      {hint && <Base.Description className="text-ink-muted text-xs leading-relaxed">{hint}</Base.Description>}
      {errors.length > 0 && (
        <Base.Error
          match
          className="flex items-start gap-1.5 text-danger-text text-xs leading-relaxed"
          role="alert"
        >
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>{errors.join(" ")}</span>
        </Base.Error>
      )}
    </Base.Root>
  );
}
