import type { VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonStyle } from "./button-style";
import { cn } from "./cn";

type Props = ComponentProps<typeof Link> & VariantProps<typeof buttonStyle>;

/** A link that looks like a button: for going somewhere, where `Button` is for doing something. */
export function LinkButton({ variant, size, className, ...rest }: Props) {
  return <Link {...rest} className={cn(buttonStyle({ variant, size }), className)} />;
}
