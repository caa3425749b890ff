"use client";

import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

type Props = Omit<ComponentProps<typeof Base.Root>, "className" | "children" | "render"> & {
  /** Shown beside the box; without it give an `aria-label`. */
  readonly label?: ReactNode;
  readonly hint?: ReactNode;
  readonly className?: string;
};

export function Checkbox({ label, hint, className, ...rest }: Props) {
  const box = (
    <Base.Root
      {...rest}
      className="grid size-4 shrink-0 place-items-center rounded-sm border border-line-strong bg-surface text-accent-fg transition-colors hover:border-ink-muted data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent data-disabled:opacity-50"
    >
      <Base.Indicator className="grid place-items-center">
        {rest.indeterminate ? (
          <Minus aria-hidden className="size-3" strokeWidth={3} />
        ) : (
          <Check aria-hidden className="size-3" strokeWidth={3} />
        )}
      </Base.Indicator>
    </Base.Root>
  );
  if (label === undefined) return <span className={cn("inline-flex p-1", className)}>{box}</span>;
  return (
    // The box is inside the label, which is how Base UI's hidden input gets its name.
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the component rendered as `box`
    <label className={cn("flex items-start gap-2.5 py-0.5 text-sm", className)}>
      <span className="mt-0.5 flex">{box}</span>
      <span className="flex flex-col gap-0.5">
        <span>{label}</span>
        {hint && <span className="text-ink-muted text-xs leading-relaxed">{hint}</span>}
      </span>
    </label>
  );
}
