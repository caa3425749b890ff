"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly errors?: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly className?: string;
} & (
  | { readonly value: number; readonly onChange: (value: number) => void; readonly optional?: false }
  | {
      readonly value: number | null;
      readonly onChange: (value: number | null) => void;
      readonly optional: true;
    }
);

/** Keeps what people type also where it is no number yet, and says so; only numbers in range go out. */
export function WholeNumber(props: Props) {
  const { label, hint, errors = [], min, max, value, optional, className } = props;
  const t = useTranslations("flowEditor.fields");
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === null ? "" : String(value));
  const read = numberOf(shown, { min, max, optional });
  const change = (text: string): void => {
    setTyped(text);
    const next = numberOf(text, { min, max, optional });
    if (next === undefined) return;
    if (props.optional) props.onChange(next);
    else if (next !== null) props.onChange(next);
  };
  return (
    <Field
      label={label}
      hint={hint}
      optional={optional}
      error={read === undefined ? t("range", { min, max }) : errors}
      className={className}
    >
      <Input
        inputMode="numeric"
        autoComplete="off"
        value={shown}
        onValueChange={change}
        // What was typed in vain is not kept: the field then shows what is stored.
        onBlur={() => setTyped(null)}
        className="w-32"
      />
    </Field>
  );
}

/** Undefined: not a number that can be stored. */
function numberOf(text: string, { min, max, optional }: { min: number; max: number; optional?: boolean }) {
  const trimmed = text.trim();
  if (trimmed === "") return optional ? null : undefined;
  const number = Number(trimmed);
  return /^\d+$/.test(trimmed) && number >= min && number <= max ? number : undefined;
}
