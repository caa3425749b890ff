"use client";

import { useId, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = {
  readonly label: string;
  readonly hint: string;
  readonly errors: readonly string[];
  readonly suggestions: readonly string[];
  /** Codes that are written in capitals. */
  readonly upper: boolean;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
};

/** Words separated by commas; kept as typed while somebody types. */
export function WordList({ label, hint, errors, suggestions, upper, value, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const change = (text: string): void => {
    const shown = upper ? text.toUpperCase() : text;
    setTyped(shown);
    const words = shown.split(",").map((word) => word.trim());
    onChange([...new Set(words.filter((word) => word !== "" && (!upper || word.length <= 2)))]);
  };
  return (
    <Field label={label} hint={hint} error={errors}>
      <Input
        value={typed ?? value.join(", ")}
        onValueChange={change}
        onBlur={() => setTyped(null)}
        list={suggestions.length > 0 ? id : undefined}
        autoComplete="off"
      />
      {suggestions.length > 0 && (
        <datalist id={id}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </Field>
  );
}
