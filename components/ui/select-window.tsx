"use client";

import { Select } from "@base-ui/react/select";
import { Check } from "lucide-react";
import { cn } from "./cn";
import { popupItemStyle, popupStyle } from "./popup-style";
import type { SelectOption } from "./select";
import { onTrigger, type Surface } from "./use-popup";

type Props = {
  readonly surface: Surface;
  readonly options: readonly SelectOption<string>[];
  readonly value: string | null;
  readonly onChoose: (value: string) => void;
};

/** What `Select` opens. */
export function SelectWindow({ surface, options, value, onChoose }: Props) {
  const { open, onOpenChange, anchor, triggerId } = surface;
  return (
    <Select.Root
      id={triggerId}
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onChoose(next)}
      open={open}
      onOpenChange={(next, details) => onTrigger(details, anchor) || onOpenChange(next)}
    >
      <Select.Portal>
        <Select.Positioner
          anchor={anchor}
          sideOffset={4}
          alignItemWithTrigger={false}
          collisionPadding={8}
          className="z-50"
        >
          <Select.Popup
            finalFocus={anchor}
            className={cn(popupStyle, "min-w-(--anchor-width) max-w-(--available-width)")}
          >
            <Select.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1">
              {options.map((option) => (
                <Select.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled}
                  className={cn(popupItemStyle, "justify-between")}
                >
                  <Select.ItemText>{option.label}</Select.ItemText>
                  <Select.ItemIndicator>
                    <Check aria-hidden className="text-accent-text" />
                  </Select.ItemIndicator>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
