"use client";

import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";

type Props<Item> = {
  readonly label: string;
  readonly items: readonly Item[];
  readonly onItems: (items: readonly Item[]) => void;
  readonly fresh: Item;
  readonly addLabel: string;
  readonly removeLabel: (n: number) => string;
  readonly errors?: readonly string[];
  readonly children: (item: Item, change: (item: Item) => void, n: number) => ReactNode;
};

/** Rows of fields, to which more can be added. */
export function PairList<Item>({
  label,
  items,
  onItems,
  fresh,
  addLabel,
  removeLabel,
  errors = [],
  children,
}: Props<Item>) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">{label}</legend>
      {items.map((item, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else to be known by
          key={i}
          className="flex items-start gap-1.5 rounded-lg border border-line p-2.5"
        >
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            {children(item, (next) => onItems(items.with(i, next)), i + 1)}
          </div>
          <IconButton
            size="sm"
            label={removeLabel(i + 1)}
            icon={<Trash2 aria-hidden />}
            onClick={() => onItems(items.toSpliced(i, 1))}
          />
        </div>
      ))}
      {errors.length > 0 && (
        <p role="alert" className="text-danger-text text-xs">
          {errors.join(" ")}
        </p>
      )}
      <Button
        size="sm"
        icon={<Plus aria-hidden />}
        className="self-start"
        onClick={() => onItems([...items, fresh])}
      >
        {addLabel}
      </Button>
    </fieldset>
  );
}
