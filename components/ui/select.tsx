"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "./cn";
import { controlStyle } from "./field-style";
import { popupItemStyle, popupStyle } from "./popup-style";

export type SelectOption<Value extends string> = {
  readonly value: Value;
  readonly label: ReactNode;
  readonly disabled?: boolean;
};
export type SelectProps<Value extends string> = {
  readonly options: readonly SelectOption<Value>[];
  readonly value?: Value | null;
  readonly defaultValue?: Value;
  readonly onValueChange?: (value: Value) => void;
  readonly placeholder?: string;
  readonly name?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly id?: string;
  /** Needed where no `Field` gives it a label. */
  readonly "aria-label"?: string;
  readonly className?: string;
};

export function Select<Value extends string>({
  options,
  onValueChange,
  placeholder,
  className,
  "aria-label": label,
  ...rest
}: SelectProps<Value>) {
  const t = useTranslations("ui");
  return (
    <Base.Root
      {...rest}
      items={options}
      onValueChange={(value) => {
        if (value !== null) onValueChange?.(value as Value);
      }}
    >
      <Base.Trigger
        aria-label={label}
        className={cn(
          controlStyle,
          "flex h-8 items-center justify-between gap-2 text-left pointer-coarse:h-10",
          className,
        )}
      >
        <span className="truncate">
          <Base.Value placeholder={<span className="text-ink-faint">{placeholder ?? t("select")}</span>} />
        </span>
        <Base.Icon>
          <ChevronsUpDown aria-hidden className="size-3.5 text-ink-muted" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} collisionPadding={8} className="z-50">
          <Base.Popup className={cn(popupStyle, "min-w-(--anchor-width) max-w-(--available-width)")}>
            <Base.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled}
                  className={cn(popupItemStyle, "justify-between")}
                >
                  <Base.ItemText>{option.label}</Base.ItemText>
                  <Base.ItemIndicator>
                    <Check aria-hidden className="text-accent-text" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
