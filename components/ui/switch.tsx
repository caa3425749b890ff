"use client";

import { Switch as Base } from "@base-ui/react/switch";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

type Props = Omit<ComponentProps<typeof Base.Root>, "className" | "children" | "render"> & {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly className?: string;
};

/** Takes effect at once; for a choice that is saved with a form use `Checkbox`. */
export function Switch({ label, hint, className, ...rest }: Props) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's switch with its hidden input
    <label className={cn("flex items-start justify-between gap-4 py-0.5 text-sm", className)}>
      <span className="flex flex-col gap-0.5">
        <span>{label}</span>
        {hint && <span className="text-ink-muted text-xs leading-relaxed">{hint}</span>}
      </span>
      <Base.Root
        {...rest}
        className="mt-px inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-sunken p-px transition-colors data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="size-4 rounded-full bg-ink-muted transition-[translate,background-color] data-checked:translate-x-4 data-checked:bg-accent-fg" />
      </Base.Root>
    </label>
  );
}
