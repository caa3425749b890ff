"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { SegmentedControl } from "@/components/ui/radio-group";
import { EXPIRY_DAYS } from "@/lib/suppression/choices";

const NEVER = "never";

type Props = { readonly days: number | null; readonly onChange: (days: number | null) => void };

/** How long a suppression lasts. */
export function ExpiryField({ days, onChange }: Props) {
  const t = useTranslations("suppression.form");
  const options = EXPIRY_DAYS.map((count) => ({ value: String(count), label: t("days", { days: count }) }));
  return (
    <Field label={t("expiry")} nativeLabel={false}>
      <SegmentedControl
        options={[...options, { value: NEVER, label: t("never") }]}
        value={days === null ? NEVER : String(days)}
        onValueChange={(value) => onChange(value === NEVER ? null : Number(value))}
        className="self-start"
      />
    </Field>
  );
}
