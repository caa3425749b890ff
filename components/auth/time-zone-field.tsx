"use client";

import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  readonly label: string;
  readonly hint: string;
  readonly errors: readonly string[];
  readonly value: string;
  readonly onChange: (zone: string) => void;
};

/** Any of the 400 zones; the browser's own suggestions search them as people type a city. */
export function TimeZoneField({ label, hint, errors, value, onChange }: Props) {
  const list = useId();
  return (
    <Field name="timeZone" label={label} hint={hint} error={errors}>
      <Input name="timeZone" list={list} value={value} onValueChange={onChange} required autoComplete="off" />
      <datalist id={list}>
        {["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </Field>
  );
}
