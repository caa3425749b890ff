"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input, SecretInput } from "@/components/ui/input";

type Props = {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly errors?: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "email" | "password";
  readonly autoComplete?: string;
  readonly optional?: boolean;
  readonly readOnly?: boolean;
};

/** Label, control and findings of one text of a form. */
export function TextField({
  name,
  label,
  hint,
  errors,
  value,
  onChange,
  type = "text",
  optional,
  ...rest
}: Props) {
  const control = { ...rest, name, value, onValueChange: onChange, required: !optional };
  return (
    <Field name={name} label={label} hint={hint} error={errors} optional={optional}>
      {type === "password" ? <SecretInput {...control} /> : <Input {...control} type={type} />}
    </Field>
  );
}
