"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cn } from "./cn";

type Tab<Value extends string> = {
  readonly value: Value;
  readonly label: ReactNode;
  /** A figure beside the label. */
  readonly count?: ReactNode;
  readonly content: ReactNode;
};
type Props<Value extends string> = {
  readonly tabs: readonly Tab<Value>[];
  /** What the set of tabs is about, for screen readers. */
  readonly label: string;
  readonly value?: Value;
  readonly defaultValue?: Value;
  readonly onValueChange?: (value: Value) => void;
  readonly className?: string;
};

export function Tabs<Value extends string>({
  tabs,
  label,
  value,
  defaultValue,
  onValueChange,
  className,
}: Props<Value>) {
  const initial = value === undefined ? { defaultValue: defaultValue ?? tabs[0]?.value } : { value };
  return (
    <Base.Root
      {...initial}
      onValueChange={(next) => onValueChange?.(next as Value)}
      className={cn("flex flex-col", className)}
    >
      <Base.List aria-label={label} className="relative flex gap-5 overflow-x-auto border-line border-b">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="flex h-9 shrink-0 items-center gap-1.5 whitespace-nowrap font-medium text-ink-muted text-sm transition-colors hover:text-ink focus-visible:rounded-sm focus-visible:-outline-offset-2 data-active:text-ink pointer-coarse:h-11"
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="text-ink-muted text-xs tabular-nums">{tab.count}</span>
            )}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) bg-accent transition-[translate,width] duration-150" />
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
