"use client";

import {
  ArrowLeft,
  CircleAlert,
  FlaskConical,
  History,
  Keyboard,
  Redo2,
  Settings2,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { SegmentedControl } from "@/components/ui/radio-group";
import { Tooltip } from "@/components/ui/tooltip";
import type { SaveState } from "./draft-saver";
import { type Panel, useEditorContext, useProblems } from "./editor-context";
import { SaveStatus } from "./save-status";
import { useEditor } from "./state/store";
import { useEditorActions } from "./use-editor-actions";

type Props = {
  readonly saving: SaveState;
  readonly onRetry: () => void;
  readonly onPublish: () => void;
};

export function TopBar({ saving, onRetry, onPublish }: Props) {
  const t = useTranslations("flowEditor.bar");
  const { flow, view, setView } = useEditorContext();
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-surface px-3 py-2 sm:px-4">
      <div className="flex min-w-0 flex-1 basis-[65%] items-center gap-2 sm:basis-44">
        <Link
          href={`/flows/${flow.id}`}
          aria-label={t("back")}
          className={cn(buttonStyle({ variant: "ghost" }), "w-8 px-0")}
        >
          <ArrowLeft aria-hidden />
        </Link>
        <h1 className="truncate font-semibold text-base">{flow.name}</h1>
        <Badge tone={flow.publishedVersion === null ? "neutral" : "ok"} className="max-md:hidden">
          {flow.publishedVersion === null
            ? t("unpublished")
            : t("version", { version: flow.publishedVersion })}
        </Badge>
        <SaveStatus saving={saving} onRetry={onRetry} />
      </div>
      <SegmentedControl
        aria-label={t("view")}
        options={[
          { value: "canvas", label: t("canvas") },
          { value: "list", label: t("list") },
        ]}
        value={view}
        onValueChange={setView}
        className="max-sm:order-last"
      />
      <UndoRedo />
      <PanelButtons />
      <PublishButton onPublish={onPublish} />
    </header>
  );
}

function UndoRedo() {
  const t = useTranslations("flowEditor.bar");
  const { undo, redo } = useEditorActions();
  const canUndo = useEditor(({ past }) => past.length > 0);
  const canRedo = useEditor(({ future }) => future.length > 0);
  return (
    <div className="flex max-sm:order-last">
      {/* Focus stays on a button that has just done its last step. */}
      <IconButton
        label={t("undo")}
        icon={<Undo2 aria-hidden />}
        disabled={!canUndo}
        focusableWhenDisabled
        onClick={undo}
      />
      <IconButton
        label={t("redo")}
        icon={<Redo2 aria-hidden />}
        disabled={!canRedo}
        focusableWhenDisabled
        onClick={redo}
      />
    </div>
  );
}

function PanelButtons() {
  const t = useTranslations("flowEditor.bar");
  const { flow, panel, setPanel } = useEditorContext();
  const { errors, hints } = useProblems();
  const toggle = (one: Panel) => () => setPanel(panel === one ? null : one);
  return (
    <div className="flex items-center gap-1 max-sm:order-last">
      <Shortcuts />
      <Link
        href={`/flows/${flow.id}/versions`}
        aria-label={t("versions")}
        title={t("versions")}
        className={cn(buttonStyle({ variant: "ghost" }), "w-8 px-0 max-md:hidden")}
      >
        <History aria-hidden />
      </Link>
      <IconButton
        label={t("flow")}
        icon={<Settings2 aria-hidden />}
        aria-pressed={panel === "flow"}
        onClick={toggle("flow")}
      />
      <Button
        variant="ghost"
        aria-pressed={panel === "problems"}
        icon={<CircleAlert aria-hidden className={errors > 0 ? "text-danger-text" : undefined} />}
        onClick={toggle("problems")}
      >
        <span className="max-sm:sr-only">{t("problems", { errors, hints })}</span>
        <span aria-hidden className="tabular-nums sm:hidden">
          {errors || hints}
        </span>
      </Button>
      <Button icon={<FlaskConical aria-hidden />} aria-pressed={panel === "test"} onClick={toggle("test")}>
        <span className="max-sm:sr-only">{t("test")}</span>
      </Button>
    </div>
  );
}

function PublishButton({ onPublish }: { readonly onPublish: () => void }) {
  const t = useTranslations("flowEditor.bar");
  const { errors } = useProblems();
  const button = (
    <Button variant="primary" disabled={errors > 0} focusableWhenDisabled onClick={onPublish}>
      {t("publish")}
    </Button>
  );
  return errors > 0 ? <Tooltip content={t("notYet", { count: errors })}>{button}</Tooltip> : button;
}

const KEYS = [
  ["go", "← → ↑ ↓"],
  ["move", "Alt + ← → ↑ ↓"],
  ["open", "Enter"],
  ["many", "Space"],
  ["back", "Esc"],
  ["remove", "Del"],
  ["undo", "Ctrl + Z"],
  ["redo", "Ctrl + Shift + Z"],
  ["copy", "Ctrl + C / X / V"],
  ["duplicate", "Ctrl + D"],
  ["all", "Ctrl + A"],
] as const;

function Shortcuts() {
  const t = useTranslations("flowEditor.keys");
  return (
    <Popover
      align="end"
      title={t("title")}
      className="w-96"
      trigger={<IconButton label={t("title")} icon={<Keyboard aria-hidden />} className="max-md:hidden" />}
    >
      <dl className="flex flex-col gap-1.5">
        {KEYS.map(([key, keys]) => (
          <div key={key} className="flex items-center justify-between gap-4">
            <dt className="text-ink-muted text-xs">{t(key)}</dt>
            <dd>
              <kbd className="whitespace-nowrap rounded-sm border border-line bg-sunken px-1.5 py-0.5 font-sans text-2xs">
                {keys}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Popover>
  );
}
