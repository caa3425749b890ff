"use client";

import { Field } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlStyle } from "./field-style";

type Props = ComponentProps<"textarea">;

/** Grows with its text where the browser can; inside a `Field` it finds its label, hint and error by itself. */
export function Textarea({ className, rows = 3, ref, ...rest }: Props) {
  return (
    <Field.Control
      render={
        <textarea
          {...rest}
          ref={ref}
          rows={rows}
          className={cn(controlStyle, "field-sizing-content min-h-16 py-1.5", className)}
        />
      }
    />
  );
}
