"use client";

import { ArrowDown, ArrowUp, Copy, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { GROUP_TONE, STEP_LOOKS } from "@/components/flows/graph/step-look";
import { useStepWords } from "@/components/flows/graph/step-words";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { FlowStep } from "@/lib/domain/flow/definition";
import { INSPECTOR_ID } from "../focus";
import { canMoveEarlier, mainExit } from "../state/commands";
import { useEditor, useEditorStore } from "../state/store";
import { useEditorActions } from "../use-editor-actions";
import { ExitFields } from "./exit-fields";
import { StepSettings, useErrorsOf } from "./step-settings";

/** The selected step: what it is called, what it does, where it leads, and what can be done with it. */
export function StepInspector() {
  const t = useTranslations("flowEditor.inspector");
  const selection = useEditor((state) => state.selection);
  const step = useEditor(({ definition, selection: ids }) =>
    ids.length === 1 ? definition.steps.find(({ id }) => id === ids[0]) : undefined,
  );
  if (selection.length > 1) return <ManySteps count={selection.length} />;
  if (!step) return <p className="p-4 text-ink-muted text-sm leading-relaxed">{t("none")}</p>;
  return <OneStep key={step.id} step={step} />;
}

function OneStep({ step }: { readonly step: FlowStep }) {
  const t = useTranslations("flowEditor.inspector");
  const words = useStepWords();
  const store = useEditorStore();
  const errors = useErrorsOf(step.id)("");
  const { icon: Icon, group } = STEP_LOOKS[step.type];
  return (
    <div id={INSPECTOR_ID} className="flex flex-col gap-5 p-4">
      <div className="flex items-center gap-2.5">
        <span className={cn("grid size-8 shrink-0 place-items-center rounded-lg", GROUP_TONE[group])}>
          <Icon aria-hidden className="size-4" />
        </span>
        <p className="min-w-0 flex-1 truncate font-medium text-ink-muted text-sm">{words.type(step.type)}</p>
        <StepActions step={step} />
      </div>
      {errors.map((text) => (
        <p key={text} role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger-text text-sm">
          {text}
        </p>
      ))}
      <Field label={t("title")} hint={t("titleHint")}>
        <Input
          value={step.title ?? ""}
          placeholder={words.type(step.type)}
          maxLength={100}
          autoComplete="off"
          onValueChange={(title) =>
            store.run(
              { do: "rename", id: step.id, title: title.trim() === "" ? null : title },
              { mergeKey: `${step.id}.title` },
            )
          }
        />
      </Field>
      <StepSettings step={step} />
      <div className="border-line border-t" />
      <ExitFields step={step} />
    </div>
  );
}

function StepActions({ step }: { readonly step: FlowStep }) {
  const t = useTranslations("flowEditor.inspector");
  const steps = useEditor(({ definition }) => definition.steps);
  const { earlier, duplicate, remove } = useEditorActions();
  const exit = mainExit(step);
  const next = exit === undefined ? undefined : step.exits[exit];
  return (
    <div className="flex">
      <IconButton
        size="sm"
        label={t("earlier")}
        icon={<ArrowUp aria-hidden />}
        disabled={!canMoveEarlier(steps, step.id)}
        onClick={() => earlier(step.id)}
      />
      <IconButton
        size="sm"
        label={t("later")}
        icon={<ArrowDown aria-hidden />}
        disabled={next === undefined || !canMoveEarlier(steps, next)}
        onClick={() => next !== undefined && earlier(next)}
      />
      <IconButton
        size="sm"
        label={t("duplicate")}
        icon={<Copy aria-hidden />}
        disabled={step.type === "trigger"}
        onClick={duplicate}
      />
      <IconButton size="sm" label={t("remove")} icon={<Trash2 aria-hidden />} onClick={remove} />
    </div>
  );
}

function ManySteps({ count }: { readonly count: number }) {
  const t = useTranslations("flowEditor.inspector");
  const { duplicate, remove } = useEditorActions();
  return (
    <div id={INSPECTOR_ID} className="flex flex-col gap-3 p-4">
      <p className="font-medium text-sm">{t("many", { count })}</p>
      <div className="flex gap-2">
        <Button icon={<Copy aria-hidden />} onClick={duplicate}>
          {t("duplicate")}
        </Button>
        <Button icon={<Trash2 aria-hidden />} onClick={remove}>
          {t("remove")}
        </Button>
      </div>
      <p className="text-ink-muted text-xs leading-relaxed">{t("manyHint")}</p>
    </div>
  );
}
