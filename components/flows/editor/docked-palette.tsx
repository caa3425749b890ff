"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { useMedia } from "@/components/ui/use-media";
import { useEditorContext } from "./editor-context";
import { Palette } from "./palette";

/** What somebody chose on this device. */
const KEY = "flow-palette";

/** Beside the canvas: icons where the canvas needs the room, with names where somebody wants or needs them. */
export function DockedPalette() {
  const t = useTranslations("flowEditor.bar");
  const { insertAt } = useEditorContext();
  const isRoomy = useMedia("(min-width: 1600px)");
  const [chosen, setChosen] = useState(() => localStorage.getItem(KEY));
  const isWide = chosen === null ? isRoomy : chosen === "wide";
  const isSlim = !isWide && insertAt === null;
  const change = (): void => {
    const next = isWide ? "slim" : "wide";
    localStorage.setItem(KEY, next);
    setChosen(next);
  };
  return (
    <aside
      aria-label={t("steps")}
      className={cn(
        "flex shrink-0 flex-col gap-1 overflow-y-auto border-line border-r bg-surface",
        isSlim ? "w-14 items-center py-2" : "w-60 p-2.5",
      )}
    >
      <IconButton
        size="sm"
        label={t(isWide ? "hideNames" : "showNames")}
        icon={isWide ? <PanelLeftClose aria-hidden /> : <PanelLeftOpen aria-hidden />}
        onClick={change}
        className={isSlim ? undefined : "self-end"}
      />
      <Palette isSlim={isSlim} />
    </aside>
  );
}
