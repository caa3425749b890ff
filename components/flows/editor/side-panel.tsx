"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { useEditorContext } from "./editor-context";
import { StepInspector } from "./inspector/step-inspector";
import { FlowPanel } from "./panels/flow-panel";
import { ProblemsPanel } from "./panels/problems-panel";
import { TestPanel } from "./panels/test-panel";
import type { TestRun } from "./panels/use-test-run";

type Props = { readonly test: TestRun; readonly docked: boolean };

/** Beside the canvas where there is room, else a sheet over it. */
export function SidePanel({ test, docked }: Props) {
  const t = useTranslations("flowEditor.panels");
  const { panel, setPanel } = useEditorContext();
  if (docked) {
    if (panel === null) return null;
    return (
      <aside
        aria-label={t(panel)}
        className="flex w-88 shrink-0 flex-col border-line border-l bg-surface 2xl:w-96"
      >
        <div className="flex h-11 shrink-0 items-center justify-between border-line border-b pr-2 pl-4">
          <h2 className="font-semibold text-sm">{t(panel)}</h2>
          <IconButton
            size="sm"
            label={t("close", { panel: t(panel) })}
            icon={<X aria-hidden />}
            onClick={() => setPanel(null)}
          />
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <Content test={test} />
        </div>
      </aside>
    );
  }
  return (
    <Dialog
      open={panel !== null}
      onOpenChange={(open) => !open && setPanel(null)}
      title={panel === null ? "" : t(panel)}
      placement="side"
      size="sm"
    >
      <div className="-mx-5 -mt-2">
        <Content test={test} />
      </div>
    </Dialog>
  );
}

function Content({ test }: { readonly test: TestRun }): ReactNode {
  const { panel } = useEditorContext();
  switch (panel) {
    case "step":
      return <StepInspector />;
    case "flow":
      return <FlowPanel />;
    case "problems":
      return <ProblemsPanel />;
    case "test":
      return <TestPanel test={test} />;
    case null:
      return null;
  }
}
