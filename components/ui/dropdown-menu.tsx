"use client";

import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn";
import { popupItemStyle, popupStyle } from "./popup-style";

type RootProps = {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly children: ReactNode;
  readonly side?: "top" | "bottom" | "right";
  readonly align?: "start" | "center" | "end";
  readonly className?: string;
};

export function DropdownMenu({ trigger, children, side = "bottom", align = "end", className }: RootProps) {
  return (
    <Menu.Root>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-50">
          <Menu.Popup
            className={cn(
              popupStyle,
              "max-h-(--available-height) min-w-44 max-w-80 overflow-y-auto p-1",
              className,
            )}
          >
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

type ItemProps = {
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
} & (
  | { readonly href: string; readonly onSelect?: undefined }
  | { readonly onSelect: () => void; readonly href?: undefined }
);

/** An action, or with `href` a link. */
export function MenuItem({ children, icon, danger, disabled, href, onSelect }: ItemProps) {
  const className = cn(popupItemStyle, danger ? "text-danger-text" : "[&>svg]:text-ink-muted");
  if (href !== undefined) {
    return (
      <Menu.LinkItem className={className} closeOnClick render={<Link href={href} />}>
        {icon}
        {children}
      </Menu.LinkItem>
    );
  }
  return (
    <Menu.Item className={className} disabled={disabled} onClick={onSelect}>
      {icon}
      {children}
    </Menu.Item>
  );
}

type RadioProps<Value extends string> = {
  readonly label: ReactNode;
  readonly value: Value;
  readonly options: readonly {
    readonly value: Value;
    readonly label: ReactNode;
    readonly icon?: ReactNode;
  }[];
  readonly onValueChange: (value: Value) => void;
};

/** One choice of several inside a menu, with its own heading. */
export function MenuRadioGroup<Value extends string>({
  label,
  value,
  options,
  onValueChange,
}: RadioProps<Value>) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className="px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-muted">
        {label}
      </Menu.GroupLabel>
      <Menu.RadioGroup value={value} onValueChange={(next) => onValueChange(next as Value)}>
        {options.map((option) => (
          <Menu.RadioItem key={option.value} value={option.value} closeOnClick className={popupItemStyle}>
            {option.icon}
            <span className="flex-1 truncate">{option.label}</span>
            <Menu.RadioItemIndicator>
              <Check aria-hidden className="text-accent-text" />
            </Menu.RadioItemIndicator>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Group>
  );
}

export function MenuSeparator() {
  return <Menu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
