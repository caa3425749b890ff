"use client";

import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { cn } from "./cn";
import { type ItemProps, MenuParts, type RadioProps } from "./menu-parts";
import { popupItemStyle, popupStyle } from "./popup-style";
import { onTrigger, type Surface } from "./use-popup";

type Props = {
  readonly surface: Surface;
  readonly children: ReactNode;
  readonly side?: "top" | "bottom" | "right";
  readonly align?: "start" | "center" | "end";
  readonly className?: string;
};

const FIRST_ITEM = "[role^=menuitem]:not([data-disabled])";

/** What `DropdownMenu` opens. */
export function MenuWindow({ surface, children, side = "bottom", align = "end", className }: Props) {
  const popup = useRef<HTMLDivElement>(null);
  const { open, onOpenChange, openedBy, anchor, triggerId } = surface;
  return (
    <Menu.Root open={open} onOpenChange={(next, details) => onTrigger(details, anchor) || onOpenChange(next)}>
      <Menu.Portal>
        <Menu.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50"
        >
          <Menu.Popup
            ref={popup}
            aria-labelledby={triggerId}
            finalFocus={anchor}
            className={cn(
              popupStyle,
              "max-h-(--available-height) min-w-44 max-w-80 overflow-y-auto p-1",
              className,
            )}
          >
            <MenuParts value={PARTS}>{children}</MenuParts>
            {openedBy === "keyboard" && <FirstFocus within={popup} />}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** Who opens a menu by key begins at its first item, before the menu takes the focus itself. */
function FirstFocus({ within }: { readonly within: RefObject<HTMLElement | null> }) {
  useEffect(() => {
    within.current?.querySelector<HTMLElement>(FIRST_ITEM)?.focus({ preventScroll: true });
  }, [within]);
  return null;
}

function Item({ children, icon, danger, disabled, href, onSelect }: ItemProps) {
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

function RadioGroup({ label, value, options, onValueChange }: RadioProps<string>) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className="px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-muted">
        {label}
      </Menu.GroupLabel>
      <Menu.RadioGroup value={value} onValueChange={(next) => onValueChange(next as string)}>
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

function Separator() {
  return <Menu.Separator className="-mx-1 my-1 h-px bg-line" />;
}

const PARTS = { Item, RadioGroup, Separator };
