"use client";

import { type ComponentType, createContext, type ReactNode } from "react";

export type ItemProps = {
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
} & (
  | { readonly href: string; readonly onSelect?: undefined }
  | { readonly onSelect: () => void; readonly href?: undefined }
);

export type RadioProps<Value extends string> = {
  readonly label: ReactNode;
  readonly value: Value;
  readonly options: readonly {
    readonly value: Value;
    readonly label: ReactNode;
    readonly icon?: ReactNode;
  }[];
  readonly onValueChange: (value: Value) => void;
};

type Parts = {
  readonly Item: ComponentType<ItemProps>;
  readonly RadioGroup: ComponentType<RadioProps<string>>;
  readonly Separator: ComponentType;
};

/** A menu's contents are written where its trigger is, and are drawn by what comes with the open menu. */
export const MenuParts = createContext<Parts | null>(null);
