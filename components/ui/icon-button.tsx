"use client";

import { Button, type ButtonProps } from "./button";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

type Props = Omit<ButtonProps, "children" | "icon" | "aria-label"> & {
  /** Says what it does; shown as its tooltip. */
  readonly label: string;
  readonly icon: React.ReactNode;
};

const SQUARE = {
  sm: "w-7 px-0 pointer-coarse:w-9",
  md: "w-8 px-0 pointer-coarse:w-10",
  lg: "w-10 px-0 pointer-coarse:w-11",
};

export function IconButton({ label, icon, variant = "ghost", size, className, ...rest }: Props) {
  return (
    <Tooltip content={label}>
      <Button
        {...rest}
        aria-label={label}
        variant={variant}
        size={size}
        icon={icon}
        className={cn(SQUARE[size ?? "md"], className)}
      />
    </Tooltip>
  );
}
