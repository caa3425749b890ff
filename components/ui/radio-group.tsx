"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup as Base } from "@base-ui/react/radio-group";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

type Option<Value extends string> = {
  readonly value: Value;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
};
type GroupProps<Value extends string> = {
  readonly options: readonly Option<Value>[];
  readonly value?: Value;
  readonly defaultValue?: Value;
  readonly onValueChange?: (value: Value) => void;
  readonly name?: string;
  readonly disabled?: boolean;
  /** Needed where no `Field` gives it a label. */
  readonly "aria-label"?: string;
  readonly className?: string;
};

export function RadioGroup<Value extends string>({ options, className, ...rest }: GroupProps<Value>) {
  const id = useId();
  return (
    <Base {...rest} className={cn("flex flex-col gap-2", className)}>
      {options.map((option) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's radio with its hidden input
        <label key={option.value} className="flex items-start gap-2.5 text-sm">
          <Radio.Root
            value={option.value}
            disabled={option.disabled}
            // Said outright: inside a `Field` every radio would be called like the field.
            aria-labelledby={`${id}-${option.value}`}
            aria-describedby={option.hint ? `${id}-${option.value}-hint` : undefined}
            className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-surface transition-colors hover:border-ink-muted data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
          >
            <Radio.Indicator className="size-1.5 rounded-full bg-accent-fg" />
          </Radio.Root>
          <span className="flex flex-col gap-0.5">
            <span id={`${id}-${option.value}`}>{option.label}</span>
            {option.hint && (
              <span id={`${id}-${option.value}-hint`} className="text-ink-muted text-xs leading-relaxed">
                {option.hint}
              </span>
            )}
          </span>
        </label>
      ))}
    </Base>
  );
}

/** A few short, mutually exclusive views side by side. A radio group to assistive technology. */
export function SegmentedControl<Value extends string>({ options, className, ...rest }: GroupProps<Value>) {
  return (
    <Base
      {...rest}
      className={cn(
        "inline-flex max-w-full overflow-x-auto rounded-md border border-line bg-sunken p-0.5",
        className,
      )}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          aria-label={typeof option.label === "string" ? option.label : undefined}
          className="inline-flex h-6.5 cursor-pointer select-none items-center gap-1.5 whitespace-nowrap rounded-[0.3rem] px-2.5 font-medium text-ink-muted text-xs transition-colors hover:text-ink focus-visible:outline-offset-0 data-checked:bg-raised data-checked:text-ink data-checked:shadow-card data-disabled:opacity-50 data-checked:ring-1 data-checked:ring-line pointer-coarse:h-9 [&_svg]:size-3.5"
        >
          {option.label}
        </Radio.Root>
      ))}
    </Base>
  );
}
