"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { LOCALES, type Locale } from "@/lib/auth/context";

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly value: Locale;
  readonly onChange: (locale: Locale) => void;
};

export function LanguageField({ label, hint, value, onChange }: Props) {
  const t = useTranslations("auth.languages");
  const options = LOCALES.map((locale) => ({ value: locale, label: <span lang={locale}>{t(locale)}</span> }));
  return (
    <Field label={label} hint={hint} nativeLabel={false}>
      <Select options={options} value={value} onValueChange={onChange} name="locale" />
    </Field>
  );
}
