"use client";

import { Braces } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { useStepWords } from "@/components/flows/graph/step-words";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { useEditorContext } from "../editor-context";
import { useEditor } from "../state/store";
import { availableVariables } from "../state/upstream";

type Props = {
  readonly stepId: string;
  readonly label: string;
  readonly hint?: string;
  readonly errors?: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength: number;
  /** Several lines. */
  readonly multiline?: boolean;
  /** Whether named secrets may stand in it. */
  readonly secrets?: boolean;
  readonly placeholder?: string;
};

type Control = HTMLInputElement | HTMLTextAreaElement;

/** A text with variables, and a list of those that are there at this step. */
export function TemplateField(props: Props) {
  const { label, hint, errors, value, onChange, maxLength, multiline, placeholder } = props;
  const control = useRef<Control | null>(null);
  const insert = (name: string): void => {
    const at = control.current?.selectionStart ?? value.length;
    const end = control.current?.selectionEnd ?? at;
    const text = `{{${name}}}`;
    onChange(value.slice(0, at) + text + value.slice(end));
    requestAnimationFrame(() => {
      control.current?.focus();
      control.current?.setSelectionRange(at + text.length, at + text.length);
    });
  };
  const shared = { value, maxLength, placeholder, autoComplete: "off" } as const;
  return (
    <Field label={label} hint={hint} error={errors}>
      <div className="relative">
        {multiline ? (
          <Textarea
            {...shared}
            ref={(element) => {
              control.current = element;
            }}
            onChange={({ target }) => onChange(target.value)}
            className="pr-9"
          />
        ) : (
          <Input
            {...shared}
            ref={(element: HTMLInputElement | null) => {
              control.current = element;
            }}
            onValueChange={onChange}
            className="pr-9"
          />
        )}
        <VariableMenu {...props} onPick={insert} />
      </div>
    </Field>
  );
}

function VariableMenu({
  stepId,
  label,
  secrets,
  onPick,
}: Props & { readonly onPick: (name: string) => void }) {
  const t = useTranslations("flowEditor.variables");
  const words = useStepWords();
  const { references } = useEditorContext();
  const steps = useEditor(({ definition }) => definition.steps);
  const variables = availableVariables(steps, stepId);
  return (
    <DropdownMenu
      className="max-h-80 w-72"
      trigger={
        <IconButton
          size="sm"
          label={t("insert", { field: label })}
          icon={<Braces aria-hidden />}
          className="absolute top-0.5 right-0.5"
        />
      }
    >
      {variables.map(({ name, setBy }) => (
        <MenuItem key={name} onSelect={() => onPick(name)}>
          <span className="flex min-w-0 flex-col">
            <code className="font-mono text-xs">{`{{${name}}}`}</code>
            <span className="truncate text-2xs text-ink-muted">
              {setBy ? t("setBy", { step: words.title(setBy) }) : t(`about.${name}` as never)}
            </span>
          </span>
        </MenuItem>
      ))}
      {secrets && references.secrets.length > 0 && <MenuSeparator />}
      {secrets &&
        references.secrets.map((name) => (
          <MenuItem key={name} onSelect={() => onPick(`secret.${name}`)}>
            <span className="flex min-w-0 flex-col">
              <code className="font-mono text-xs">{`{{secret.${name}}}`}</code>
              <span className="text-2xs text-ink-muted">{t("secret")}</span>
            </span>
          </MenuItem>
        ))}
      <MenuSeparator />
      <p className="px-2 py-1.5 text-2xs text-ink-muted leading-relaxed">{t("registered")}</p>
    </DropdownMenu>
  );
}
