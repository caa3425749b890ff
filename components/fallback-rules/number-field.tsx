"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly errors: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Amounts have a point or a comma in them. */
  readonly decimal?: boolean;
  readonly optional?: boolean;
};

/** Kept as text, so that what people type stays what they see, also where it is no number yet. */
export function NumberField({ name, label, hint, errors, value, onChange, decimal, optional }: Props) {
  return (
    <Field name={name} label={label} hint={hint} error={errors} optional={optional}>
      <Input
        name={name}
        inputMode={decimal ? "decimal" : "numeric"}
        value={value}
        onValueChange={onChange}
        autoComplete="off"
        className="w-36"
      />
    </Field>
  );
}
