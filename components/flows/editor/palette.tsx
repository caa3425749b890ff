"use client";

import { CornerDownRight, X } from "lucide-react";
import type { DragEvent } from "react";
import { useTranslations } from "use-intl";
import { GROUP_TONE, STEP_GROUPS, STEP_LOOKS } from "@/components/flows/graph/step-look";
import { useStepWords } from "@/components/flows/graph/step-words";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Tooltip } from "@/components/ui/tooltip";
import type { StepType } from "@/lib/domain/flow/definition";
import { useEditorContext } from "./editor-context";
import { PALETTE_ID } from "./focus";
import { nextFreeExit } from "./state/new-step";
import { useEditor } from "./state/store";
import { useEditorActions } from "./use-editor-actions";

/** Type of what is dragged from the palette, for the canvas. */
export const DRAG_TYPE = "application/x-reachback-step";

const TYPES = Object.keys(STEP_LOOKS) as StepType[];

type Props = {
  readonly onAdded?: () => void;
  /** Icons alone, which leaves the canvas more room. */
  readonly isSlim?: boolean;
};

/** All kinds of steps. A press adds one after the selected step; dragged, it goes where it is dropped. */
export function Palette({ onAdded, isSlim = false }: Props) {
  const t = useTranslations("flowEditor.palette");
  const words = useTranslations("flowSteps.groups");
  const hasTrigger = useEditor(({ definition }) => definition.steps.some(({ type }) => type === "trigger"));
  return (
    <div id={PALETTE_ID} className={cn("flex flex-col", isSlim ? "gap-2" : "gap-4")}>
      {!isSlim && <Target />}
      {STEP_GROUPS.filter((group) => group !== "start" || !hasTrigger).map((group) => (
        <section key={group} aria-labelledby={`palette-${group}`} className="flex flex-col gap-1">
          <h2
            id={`palette-${group}`}
            className={isSlim ? "sr-only" : "px-1 font-medium text-2xs text-ink-muted"}
          >
            {words(group)}
          </h2>
          <ul className="flex flex-col gap-px">
            {TYPES.filter((type) => STEP_LOOKS[type].group === group).map((type) => (
              <li key={type}>
                <PaletteItem type={type} onAdded={onAdded} isSlim={isSlim} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {!isSlim && <p className="px-1 text-2xs text-ink-muted leading-relaxed">{t("hint")}</p>}
    </div>
  );
}

function PaletteItem({ type, onAdded, isSlim }: Props & { readonly type: StepType }) {
  const t = useTranslations("flowEditor.palette");
  const words = useStepWords();
  const { add } = useEditorActions();
  const { icon: Icon, group } = STEP_LOOKS[type];
  const drag = (event: DragEvent): void => {
    event.dataTransfer.setData(DRAG_TYPE, type);
    event.dataTransfer.effectAllowed = "copy";
  };
  const button = (
    <button
      type="button"
      draggable
      aria-label={isSlim ? words.type(type) : undefined}
      onDragStart={drag}
      onClick={() => {
        onAdded?.();
        add(type);
      }}
      className="flex w-full items-start gap-2.5 rounded-lg px-1.5 py-1.5 text-left transition-colors hover:bg-hover"
    >
      <span className={cn("mt-px grid size-7 shrink-0 place-items-center rounded-md", GROUP_TONE[group])}>
        <Icon aria-hidden className="size-3.5" />
      </span>
      {!isSlim && (
        <span className="flex min-w-0 flex-col">
          <span className="font-medium text-[0.8125rem] leading-[1.125rem]">{words.type(type)}</span>
          <span className="text-2xs text-ink-muted leading-snug">{t(`about.${type}`)}</span>
        </span>
      )}
    </button>
  );
  if (!isSlim) return button;
  return (
    <Tooltip content={words.type(type)} side="right">
      {button}
    </Tooltip>
  );
}

/** Says after which exit the next step will stand. */
function Target() {
  const t = useTranslations("flowEditor.palette");
  const words = useStepWords();
  const { insertAt, setInsertAt } = useEditorContext();
  const steps = useEditor(({ definition }) => definition.steps);
  const selected = useEditor(({ selection }) => selection.at(-1));
  const chosen = steps.find(({ id }) => id === selected);
  const target = insertAt ?? (chosen ? nextFreeExit(chosen) : null);
  const step = steps.find(({ id }) => id === target?.stepId);
  return (
    <div className="flex min-h-8 items-center gap-1.5 rounded-lg bg-sunken py-1 pr-1 pl-2 text-ink-muted text-xs">
      <CornerDownRight aria-hidden className="size-3.5 shrink-0" />
      <span className="min-w-0 flex-1 truncate">
        {step && target
          ? t("after", { step: words.title(step), exit: words.exit(step, target.exit) })
          : t("loose")}
      </span>
      {insertAt && (
        <IconButton
          size="sm"
          label={t("elsewhere")}
          icon={<X aria-hidden />}
          onClick={() => setInsertAt(null)}
        />
      )}
    </div>
  );
}
