"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { type DraftColumn, fieldOf, moved, newColumn } from "@/components/logs/draft";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { logsQuery } from "@/lib/client/logs";
import { LOG_FIELDS } from "@/lib/logs/columns";

type Props = {
  readonly columns: readonly DraftColumn[];
  readonly onChange: (columns: readonly DraftColumn[]) => void;
  readonly errorsOf: (path: string) => readonly string[];
};

/** Headers and what stands below them; in the sheet's order. */
export function ColumnsEditor({ columns, onChange, errorsOf }: Props) {
  const t = useTranslations("logs.form");
  const replace = (at: number, part: Partial<DraftColumn>): void =>
    onChange(columns.map((column, i) => (i === at ? { ...column, ...part } : column)));
  const problems = [
    ...errorsOf("columns"),
    ...columns.flatMap((_, at) => [...errorsOf(`columns.${at}.name`), ...errorsOf(`columns.${at}.value`)]),
  ];
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">{t("columns")}</legend>
      {columns.map((column, at) => (
        <ColumnRow
          key={column.key}
          column={column}
          onChange={(part) => replace(at, part)}
          onUp={at === 0 ? null : () => onChange(moved(columns, at, -1))}
          onDown={at === columns.length - 1 ? null : () => onChange(moved(columns, at, 1))}
          onRemove={columns.length === 1 ? null : () => onChange(columns.filter((_, i) => i !== at))}
        />
      ))}
      {problems.length > 0 && (
        <p role="alert" className="text-danger-text text-xs">
          {problems.join(" ")}
        </p>
      )}
      <Button
        icon={<Plus aria-hidden />}
        onClick={() => onChange([...columns, newColumn("", "{{campaign}}")])}
        className="self-start"
      >
        {t("addColumn")}
      </Button>
    </fieldset>
  );
}

type RowProps = {
  readonly column: DraftColumn;
  readonly onChange: (part: Partial<DraftColumn>) => void;
  readonly onUp: (() => void) | null;
  readonly onDown: (() => void) | null;
  readonly onRemove: (() => void) | null;
};

const OWN = "own";

/** Names of what flows find, beside the fields that every status has; the page has loaded them. */
function useFlowVariables(): readonly string[] {
  const { data } = useQuery({ ...logsQuery(), enabled: false });
  return (data?.variables ?? []).filter((name) => !LOG_FIELDS.some((field) => field === name));
}

function ColumnRow({ column, onChange, onUp, onDown, onRemove }: RowProps) {
  const t = useTranslations("logs.form");
  const tf = useTranslations("logs.fields");
  const variables = useFlowVariables();
  const field = fieldOf(column.value) ?? variables.find((name) => column.value === `{{${name}}}`) ?? null;
  const options = [
    ...LOG_FIELDS.map((value) => ({ value: value as string, label: tf(value) })),
    ...variables.map((name) => ({ value: name, label: t("found", { name }) })),
    { value: OWN, label: t("own") },
  ];
  const choose = (value: string): void => onChange({ value: value === OWN ? "{{name|}}" : `{{${value}}}` });
  const buttons = [
    { key: "up", icon: <ArrowUp aria-hidden />, act: onUp },
    { key: "down", icon: <ArrowDown aria-hidden />, act: onDown },
    { key: "remove", icon: <X aria-hidden />, act: onRemove },
  ] as const;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Input
        aria-label={t("header")}
        value={column.name}
        onValueChange={(name) => onChange({ name })}
        className="w-40 flex-1"
        autoComplete="off"
      />
      <Select
        aria-label={t("value")}
        options={options}
        value={field ?? OWN}
        onValueChange={choose}
        className="w-52"
      />
      {field === null && (
        <Input
          aria-label={t("ownLabel")}
          title={t("ownHint", { example: "{{order_id|none}}" })}
          value={column.value}
          onValueChange={(value) => onChange({ value })}
          className="w-40 flex-1 font-mono text-xs"
          autoComplete="off"
        />
      )}
      <span className="flex">
        {buttons.map(({ key, icon, act }) => (
          <IconButton
            key={key}
            label={t(key, { name: column.name })}
            icon={icon}
            disabled={act === null}
            onClick={() => act?.()}
          />
        ))}
      </span>
    </div>
  );
}
