"use client";

import { useLocale, useTranslations } from "use-intl";
import type { ConnectionView, ProviderField } from "@/components/connections/types";
import { Field } from "@/components/ui/field";
import { Input, SecretInput } from "@/components/ui/input";

type Props = {
  readonly fields: readonly ProviderField[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (key: string, value: string) => void;
  /** What the server found wrong with a field. */
  readonly problemsOf: (key: string) => readonly string[];
  /** Of a connection that exists: which secrets are set. */
  readonly secrets?: ConnectionView["secrets"];
};

/** A provider's form, drawn from what its adapter declares; what receiving needs comes first. */
export function SettingsFields({ fields, ...rest }: Props) {
  const t = useTranslations("connections.form");
  const receiving = fields.filter(({ purpose }) => purpose === "webhook");
  const sending = fields.filter(({ purpose }) => purpose === "send");
  return (
    <>
      {receiving.length > 0 && <Group legend={t("webhookPart")} fields={receiving} {...rest} />}
      {sending.length > 0 && <Group legend={t("sendPart")} fields={sending} {...rest} />}
    </>
  );
}

function Group({
  legend,
  fields,
  values,
  onChange,
  problemsOf,
  secrets,
}: Props & { readonly legend: string }) {
  const t = useTranslations("connections.form");
  const locale = useLocale();
  const stateOf = (key: string): string | undefined => {
    const state = secrets?.[key];
    if (!state?.set) return undefined;
    return state.last4 ? t("setEnding", { last4: state.last4 }) : t("set");
  };
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-3 font-medium text-ink-muted text-xs">{legend}</legend>
      {fields.map((field) => {
        const state = stateOf(field.key);
        const hint = [field.help[locale], state && t("keepEmpty")];
        const Control = field.secret ? SecretInput : Input;
        return (
          <Field
            key={field.key}
            label={field.label[locale]}
            hint={hint.filter(Boolean).join(" ")}
            error={problemsOf(field.key)}
            optional={!field.required || field.generated}
          >
            <Control
              name={field.key}
              value={values[field.key] ?? ""}
              onValueChange={(value) => onChange(field.key, value)}
              // A value that we can make up says so where it would be typed; the help may say it in its own words.
              placeholder={state ?? (field.generated ? t("generatedHint") : (field.placeholder ?? undefined))}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        );
      })}
    </fieldset>
  );
}
