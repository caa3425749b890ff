"use client";

import { Field } from "@base-ui/react/field";
import { ChevronsUpDown } from "lucide-react";
import { lazy, type ReactNode, Suspense, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { cn } from "./cn";
import { controlStyle } from "./field-style";
import { usePopup } from "./use-popup";

export type SelectOption<Value extends string> = {
  readonly value: Value;
  readonly label: ReactNode;
  readonly disabled?: boolean;
};
export type SelectProps<Value extends string> = {
  readonly options: readonly SelectOption<Value>[];
  readonly value: Value | null;
  readonly onValueChange: (value: Value) => void;
  readonly placeholder?: string;
  /** Sends the value with the form around it. */
  readonly name?: string;
  readonly disabled?: boolean;
  /** Needed where no `Field` gives it a label. */
  readonly "aria-label"?: string;
  readonly className?: string;
};

const load = () => import("./select-window");
const SelectWindow = lazy(async () => ({ default: (await load()).SelectWindow }));

/** One of several values. The code of its list is loaded when somebody comes near. */
export function Select<Value extends string>({
  options,
  value,
  onValueChange,
  placeholder,
  name,
  disabled,
  "aria-label": label,
  className,
}: SelectProps<Value>) {
  const t = useTranslations("ui");
  const id = useId();
  const [open, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  const trigger = (
    // A control of the field: it finds its label, hint and error like any other.
    <Field.Control
      id={id}
      disabled={disabled}
      aria-label={label}
      aria-controls={open ? `${id}-list` : undefined}
      className={cn(
        controlStyle,
        "flex h-8 items-center justify-between gap-2 text-left pointer-coarse:h-10",
        className,
      )}
      render={
        // biome-ignore lint/a11y/useAriaPropsForRole: whether it is expanded is added with its id and handlers
        <button type="button" role="combobox">
          <span className="truncate">
            {chosen?.label ?? <span className="text-ink-faint">{placeholder ?? t("select")}</span>}
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-muted" />
        </button>
      }
    />
  );
  const { face, wanted, surface } = usePopup({ kind: "listbox", trigger, open, onOpenChange: setOpen, load });
  return (
    <>
      {face}
      {name && <input type="hidden" name={name} value={value ?? ""} />}
      {wanted && (
        <Suspense>
          <SelectWindow
            surface={surface}
            options={options}
            value={value}
            onChoose={(next) => onValueChange(next as Value)}
          />
        </Suspense>
      )}
    </>
  );
}
