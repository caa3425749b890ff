"use client";

import { ArrowRight, Plus } from "lucide-react";
import { useTranslations } from "use-intl";
import { useStepWords } from "@/components/flows/graph/step-words";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import { useEditorContext } from "../editor-context";
import { focusStep } from "../focus";
import { numbered } from "../numbered";
import { useEditor, useEditorStore } from "../state/store";
import { useErrorsOf } from "./step-settings";

/** No step has such an id; an empty value would count as no choice. */
const NOWHERE = ">";

/** Where each exit leads, without a pointer; and a way to put a new step there. */
export function ExitFields({ step }: { readonly step: FlowStep }) {
  const t = useTranslations("flowEditor.exits");
  const words = useStepWords();
  const store = useEditorStore();
  const steps = useEditor(({ definition }) => definition.steps);
  const { setInsertAt, announce } = useEditorContext();
  const errors = useErrorsOf(step.id)("exits");
  const names = numbered(steps, words);
  if (exitsOf(step).length === 0) return null;
  const options = [
    { value: NOWHERE, label: t("nowhere") },
    ...steps
      .filter(({ id, type }) => id !== step.id && type !== "trigger")
      .map(({ id }) => ({ value: id, label: names.get(id) ?? id })),
  ];
  const connect = (exit: string, to: string): void => {
    store.run({ do: "connect", from: { stepId: step.id, exit }, to: to === NOWHERE ? null : to });
    announce(t("connected", { exit: words.exit(step, exit), step: names.get(to) ?? t("nowhere") }));
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2.5">
      <legend className="mb-2 font-semibold text-sm">{t("title")}</legend>
      {exitsOf(step).map((exit) => {
        const name = words.exit(step, exit);
        const target = step.exits[exit];
        return (
          <div key={exit} className="flex items-end gap-1">
            <Field label={t("goesTo", { exit: name })} nativeLabel={false} className="min-w-0 flex-1">
              <Select options={options} value={target ?? NOWHERE} onValueChange={(to) => connect(exit, to)} />
            </Field>
            <IconButton
              label={t("addHere", { exit: name })}
              icon={<Plus aria-hidden />}
              onClick={() => setInsertAt({ stepId: step.id, exit })}
            />
            <IconButton
              label={t("open", { step: names.get(target ?? "") ?? t("nowhere") })}
              icon={<ArrowRight aria-hidden />}
              disabled={target === undefined}
              onClick={() => {
                if (target === undefined) return;
                store.dispatch({ do: "select", ids: [target] });
                focusStep(target);
              }}
            />
          </div>
        );
      })}
      {errors.length > 0 && (
        <p role="alert" className="text-danger-text text-xs">
          {errors.join(" ")}
        </p>
      )}
    </fieldset>
  );
}
