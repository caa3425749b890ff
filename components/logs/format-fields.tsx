"use client";

import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { TimeZoneField } from "@/components/auth/time-zone-field";
import { ColumnsEditor } from "@/components/logs/columns-editor";
import { LogPreview } from "@/components/logs/log-preview";
import type { DraftProps } from "@/components/logs/target-fields";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { LOCALES, type Locale } from "@/lib/auth/context";
import { TAB_SPLITS, TIME_FORMATS } from "@/lib/logs/columns";

const LANGUAGE: Readonly<Record<Locale, string>> = { en: "English", zh: "中文" };

/** What stands in a row, and how. */
export function FormatFields({ draft, onChange, errorsOf }: DraftProps) {
  const t = useTranslations("logs.form");
  const formats = TIME_FORMATS.map((value) => ({ value, label: t(`formats.${value}`) }));
  const splits = TAB_SPLITS.map((value) => ({ value, label: t(`splits.${value}`) }));
  return (
    <>
      <ColumnsEditor
        columns={draft.columns}
        onChange={(columns) => onChange({ columns })}
        errorsOf={errorsOf}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TimeZoneField
          label={t("timeZone")}
          hint={t("timeZoneHint")}
          errors={errorsOf("timeZone")}
          value={draft.timeZone}
          onChange={(timeZone) => onChange({ timeZone })}
        />
        <Field label={t("timeFormat")} nativeLabel={false}>
          <Select
            options={formats}
            value={draft.timeFormat}
            onValueChange={(timeFormat) => onChange({ timeFormat })}
          />
        </Field>
        <Field label={t("language")} nativeLabel={false}>
          <Select
            options={LOCALES.map((value) => ({ value, label: LANGUAGE[value] }))}
            value={draft.locale}
            onValueChange={(locale) => onChange({ locale })}
          />
        </Field>
        {draft.kind === "sheet" && (
          <>
            <Field label={t("split")} nativeLabel={false}>
              <Select options={splits} value={draft.split} onValueChange={(split) => onChange({ split })} />
            </Field>
            <TextField
              name="tabName"
              label={t("tabName")}
              value={draft.tabName}
              onChange={(tabName) => onChange({ tabName })}
              errors={errorsOf("tabName")}
              autoComplete="off"
            />
          </>
        )}
      </div>
      <LogPreview draft={draft} />
    </>
  );
}
