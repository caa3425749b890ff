"use client";

import { Panel, useReactFlow } from "@xyflow/react";
import { Maximize, Minus, Plus, WandSparkles } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { useEditorActions } from "../use-editor-actions";
import { useViews } from "./use-views";

/** Zoom, fit and arrange, at the canvas' corner. */
export function CanvasTools() {
  const t = useTranslations("flowEditor.canvas");
  const { zoomIn, zoomOut } = useReactFlow();
  const { all, begin } = useViews();
  const { arrange } = useEditorActions();
  const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;
  return (
    <Panel position="bottom-left">
      <div
        role="toolbar"
        aria-label={t("tools")}
        className="flex rounded-lg border border-line bg-raised p-0.5 shadow-card"
      >
        <IconButton
          size="sm"
          label={t("zoomOut")}
          icon={<Minus aria-hidden />}
          onClick={() => void zoomOut({ duration })}
        />
        <IconButton
          size="sm"
          label={t("zoomIn")}
          icon={<Plus aria-hidden />}
          onClick={() => void zoomIn({ duration })}
        />
        <IconButton size="sm" label={t("fit")} icon={<Maximize aria-hidden />} onClick={all} />
        <IconButton
          size="sm"
          label={t("arrange")}
          icon={<WandSparkles aria-hidden />}
          onClick={() => {
            arrange();
            // The new places are drawn first.
            requestAnimationFrame(() => requestAnimationFrame(() => begin()));
          }}
        />
      </div>
    </Panel>
  );
}
