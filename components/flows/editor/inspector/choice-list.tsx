"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";

type Props<Value extends string> = {
  readonly label: string;
  readonly errors: readonly string[];
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly Value[]) => void;
};

/** Any number of a few known things; kept in the order in which they are offered. */
export function ChoiceList<Value extends string>({ label, errors, options, value, onChange }: Props<Value>) {
  return (
    <Field label={label} error={errors} nativeLabel={false}>
      <div className="grid max-h-52 grid-cols-2 gap-x-3 gap-y-1.5 overflow-y-auto p-0.5">
        {options.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            checked={value.includes(option.value)}
            onCheckedChange={(on) =>
              onChange(
                options
                  .map((one) => one.value)
                  .filter((one) => (one === option.value ? on : value.includes(one))),
              )
            }
          />
        ))}
      </div>
    </Field>
  );
}
