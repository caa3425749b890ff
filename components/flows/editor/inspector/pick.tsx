"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly errors?: readonly string[];
  readonly items: readonly { readonly id: string; readonly name: string }[];
  readonly value: number | null;
  readonly onChange: (id: number | null) => void;
  /** What no choice means; without it one has to be made. */
  readonly none?: string;
  /** The page on which there can be something to choose. */
  readonly madeAt: string;
};

const NONE = "none";

/** A choice among what the workspace has, by name; stored by id. */
export function Pick({ label, hint, errors, items, value, onChange, none, madeAt }: Props) {
  const t = useTranslations("flowEditor.fields");
  const isGone = value !== null && !items.some(({ id }) => Number(id) === value);
  const options = [
    ...(none === undefined ? [] : [{ value: NONE, label: none }]),
    ...items.map(({ id, name }) => ({ value: id, label: name })),
    ...(isGone ? [{ value: String(value), label: t("gone", { id: value }) }] : []),
  ];
  const field = (
    <Field label={label} hint={hint} error={errors} nativeLabel={false}>
      <Select
        options={options}
        value={value === null ? (none === undefined ? null : NONE) : String(value)}
        onValueChange={(id) => onChange(id === NONE ? null : Number(id))}
        placeholder={items.length === 0 ? t("nothingThere") : undefined}
      />
    </Field>
  );
  if (items.length > 0) return field;
  return (
    <div className="flex flex-col items-start gap-1.5">
      {field}
      <Link href={madeAt} className="rounded-sm text-accent-text text-xs hover:underline">
        {t("make")}
      </Link>
    </div>
  );
}
