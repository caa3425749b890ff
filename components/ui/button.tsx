"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import type { VariantProps } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";
import { buttonStyle } from "./button-style";
import { cn } from "./cn";
import { Spinner } from "./spinner";

type Look = VariantProps<typeof buttonStyle>;
export type ButtonProps = Omit<ComponentProps<typeof BaseButton>, "className"> &
  Look & {
    readonly className?: string;
    /** Shows a spinner and ignores presses; the button keeps its width and its focus. */
    readonly loading?: boolean;
    readonly icon?: ReactNode;
  };

export function Button({
  variant,
  size,
  loading = false,
  icon,
  className,
  disabled,
  focusableWhenDisabled = loading,
  children,
  ...rest
}: ButtonProps) {
  return (
    <BaseButton
      type="button"
      {...rest}
      disabled={disabled || loading}
      focusableWhenDisabled={focusableWhenDisabled}
      aria-busy={loading || undefined}
      className={cn(buttonStyle({ variant, size }), className)}
    >
      {loading && <Spinner className="absolute size-4" />}
      <span className={cn("inline-flex items-center gap-1.5", loading && "opacity-0")}>
        {icon}
        {children}
      </span>
    </BaseButton>
  );
}
