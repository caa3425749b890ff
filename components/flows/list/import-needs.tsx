"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { ImportNeed } from "@/lib/flows/exchange-contract";

/** By kind and by the id in the file: an id of this workspace, or null for none. */
export type Choices = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

export function proposedChoices(needs: readonly ImportNeed[]): Choices {
  return needs.reduce<Choices>((choices, { kind, id, proposed }) => choose(choices, kind, id, proposed), {});
}

const choose = (choices: Choices, kind: string, id: string, choice: string | null): Choices => ({
  ...choices,
  [kind]: { ...choices[kind], [id]: choice },
});

const NONE = "none";

type Props = {
  readonly needs: readonly ImportNeed[];
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
};

/** One choice for each thing of another workspace that the file names. */
export function ImportNeeds({ needs, choices, onChange }: Props) {
  const t = useTranslations("flows.importing");
  return (
    <fieldset className="flex flex-col gap-3 rounded-md border border-line p-3">
      <legend className="px-1 text-ink-muted text-xs">{t("needs")}</legend>
      {needs.map(({ kind, id, name, provider, proposed, candidates }) => (
        <Field
          key={`${kind}-${id}`}
          label={t(`kinds.${kind}`, { name })}
          hint={proposed !== null ? t("sameName") : provider ? t("provider", { provider }) : undefined}
          nativeLabel={false}
        >
          <Select
            options={[
              ...candidates.map((one) => ({ value: one.id, label: one.name })),
              // What is left open: a connection is asked for in the editor, a rule or log needs none.
              { value: NONE, label: t(`without.${kind}`) },
            ]}
            value={choices[kind]?.[id] ?? NONE}
            onValueChange={(value) => onChange(choose(choices, kind, id, value === NONE ? null : value))}
          />
        </Field>
      ))}
    </fieldset>
  );
}
