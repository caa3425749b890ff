"use client";

import { useTranslations } from "use-intl";
import { LogDownload } from "@/components/flows/log-download";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { useEditorContext } from "../editor-context";
import type { StepEditing } from "./editing";
import { LogPreview } from "./log-preview";
import { PairList } from "./pair-list";
import { Pick } from "./pick";
import { TemplateField } from "./template-field";

/** The columns that a log has by itself, as somebody begins to change them. */
const USUAL = [
  { name: "Time", value: "{{time}}" },
  { name: "Message_From", value: "{{sender|}}" },
  { name: "Message_To", value: "{{recipient}}" },
  { name: "Status", value: "{{status}}" },
  { name: "Description", value: "{{reason|}}" },
];

export function LogSettings({ step, change, errorsOf }: StepEditing<"log">) {
  const t = useTranslations("flowEditor.log");
  const { flow, references } = useEditorContext();
  return (
    <>
      <Pick
        label={t("log")}
        hint={t("logHint")}
        errors={errorsOf("logId")}
        items={references.logs}
        value={step.logId}
        onChange={(logId) => change({ logId }, "logId")}
        none={t("download")}
        madeAt="/settings/logs"
      />
      <Switch
        label={t("own")}
        hint={t("ownHint")}
        checked={step.columns !== null}
        onCheckedChange={(own) => change({ columns: own ? USUAL : null }, "columns")}
      />
      {step.columns && (
        <PairList
          label={t("columns")}
          items={step.columns}
          onItems={(columns) => change({ columns }, "columns")}
          fresh={{ name: "", value: "" }}
          addLabel={t("addColumn")}
          removeLabel={(n) => t("removeColumn", { n })}
        >
          {(column, set, n) => (
            <>
              <Field label={t("name")}>
                <Input
                  value={column.name}
                  maxLength={200}
                  autoComplete="off"
                  onValueChange={(name) => set({ ...column, name })}
                />
              </Field>
              <TemplateField
                stepId={step.id}
                label={t("value")}
                errors={errorsOf(`columns.${n - 1}`)}
                value={column.value}
                onChange={(value) => set({ ...column, value })}
                maxLength={2000}
              />
            </>
          )}
        </PairList>
      )}
      <LogPreview step={step} />
      {flow.publishedVersion !== null && (
        <div className="self-start">
          <LogDownload flowId={flow.id} stepId={step.id} />
        </div>
      )}
    </>
  );
}
