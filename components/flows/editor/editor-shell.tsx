"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { StepWordsProvider, useMakeStepWords } from "@/components/flows/graph/step-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { useMedia } from "@/components/ui/use-media";
import type { EditorChoices } from "@/lib/fallback/rules/editor-choices";
import type { FlowDetail } from "@/lib/flows/contract";
import { FlowCanvas } from "./canvas/flow-canvas";
import { ConflictDialog } from "./conflict-dialog";
import { DockedPalette } from "./docked-palette";
import type { DraftSaver, SaveState } from "./draft-saver";
import {
  EditorContextProvider,
  type EditorContextValue,
  type InsertAt,
  type Panel,
  ProblemsProvider,
  useEditorContext,
  type View,
} from "./editor-context";
import { EditorSkeleton } from "./editor-skeleton";
import { focusPalette } from "./focus";
import { useFreshFlow } from "./fresh-flow";
import { StepList } from "./list/step-list";
import { Palette } from "./palette";
import { useTestRun } from "./panels/use-test-run";
import { PublishDialog } from "./publish-dialog";
import { SidePanel } from "./side-panel";
import { createEditorStore, EditorStoreProvider, useEditorStore } from "./state/store";
import { TopBar } from "./top-bar";
import { useDraft } from "./use-draft";
import { useLeaving } from "./use-leaving";
import { useLiveProblems } from "./use-live-problems";
import { useShortcuts } from "./use-shortcuts";

export type EditorProps = { readonly flow: FlowDetail; readonly choices: EditorChoices };

export function EditorShell({ flow, choices }: EditorProps) {
  const fresh = useFreshFlow(flow);
  return fresh ? <Editor flow={fresh} choices={choices} /> : <EditorSkeleton />;
}

/** State, words and problems for all parts of the editor. */
function Editor({ flow, choices }: EditorProps) {
  const [store] = useState(() => createEditorStore(flow.draft));
  const words = useMakeStepWords(flow.references);
  const problems = useLiveProblems(store, flow.references);
  const { saver, saving } = useDraft(flow, store);
  const [publishedVersion, setPublishedVersion] = useState(flow.publishedVersion);
  const isNarrow = useMedia("(max-width: 639px)");
  const [chosenView, setView] = useState<View | null>(null);
  const [panel, setPanel] = useState<Panel | null>(null);
  const [insertAt, setInsertAt] = useState<InsertAt | null>(null);
  const [said, setSaid] = useState({ text: "", n: 0 });
  const view = chosenView ?? (isNarrow ? "list" : "canvas");
  const value = useMemo(
    (): EditorContextValue => ({
      flow: { id: flow.id, name: flow.name, campaigns: flow.campaigns, publishedVersion },
      references: flow.references,
      choices,
      view,
      setView,
      panel,
      setPanel,
      insertAt,
      setInsertAt,
      announce: (text) => setSaid(({ n }) => ({ text, n: n + 1 })),
    }),
    [flow, choices, publishedVersion, view, panel, insertAt],
  );
  return (
    <EditorStoreProvider value={store}>
      <StepWordsProvider value={words}>
        <ProblemsProvider value={problems}>
          <EditorContextProvider value={value}>
            <Workbench saver={saver} saving={saving} onPublished={setPublishedVersion} />
            {/* A new element for each sentence: the same one twice would stay unsaid. */}
            <div role="status" className="sr-only">
              <p key={said.n}>{said.text}</p>
            </div>
          </EditorContextProvider>
        </ProblemsProvider>
      </StepWordsProvider>
    </EditorStoreProvider>
  );
}

type WorkbenchProps = {
  readonly saver: DraftSaver;
  readonly saving: SaveState;
  readonly onPublished: (version: number) => void;
};

function Workbench({ saver, saving, onPublished }: WorkbenchProps) {
  const t = useTranslations("flowEditor.bar");
  const done = useTranslations("flowEditor.publish");
  const leave = useTranslations("flowEditor.leaving");
  const router = useRouter();
  const store = useEditorStore();
  const { flow, view } = useEditorContext();
  const test = useTestRun(flow.id);
  const hasPanelRoom = useMedia("(min-width: 1024px)");
  const hasPaletteRoom = useMedia("(min-width: 1280px)");
  const palette = usePalette(hasPaletteRoom);
  const [publishing, setPublishing] = useState(false);
  const leaving = useLeaving(saver);
  useShortcuts();
  const publish = async (): Promise<void> => {
    await saver.flush();
    if (saver.get().is === "saved") setPublishing(true);
  };
  return (
    <div data-full-bleed className="flex h-full flex-col overflow-hidden max-lg:pb-14">
      <TopBar saving={saving} onRetry={() => void saver.flush()} onPublish={() => void publish()} />
      <div className="flex min-h-0 flex-1">
        {hasPaletteRoom && <DockedPalette />}
        <section aria-label={t(view)} className="relative min-w-0 flex-1 bg-canvas">
          {view === "canvas" ? <FlowCanvas run={test.lit} /> : <StepList run={test.lit} />}
          {!hasPaletteRoom && (
            <Button
              variant="primary"
              size="lg"
              icon={<Plus aria-hidden />}
              className="absolute right-4 bottom-4 shadow-popup"
              onClick={() => palette.setOpen(true)}
            >
              {t("add")}
            </Button>
          )}
        </section>
        <SidePanel test={test} docked={hasPanelRoom} />
      </div>
      <Dialog open={palette.open} onOpenChange={palette.setOpen} title={t("add")} placement="side" size="sm">
        <Palette onAdded={() => palette.setOpen(false)} />
      </Dialog>
      <PublishDialog
        revision={saver.revision()}
        open={publishing}
        onOpenChange={setPublishing}
        onPublished={(version) => {
          setPublishing(false);
          onPublished(version);
          toast.success(done("done", { version }));
          router.refresh();
        }}
      />
      <ConfirmDialog
        open={leaving.asked !== null}
        onOpenChange={(open) => !open && leaving.stay()}
        title={leave("title")}
        description={leave("text")}
        confirmLabel={leave("confirm")}
        danger
        onConfirm={leaving.leave}
      />
      <ConflictDialog
        open={saving.is === "conflict"}
        onTheirs={(theirs) => {
          store.dispatch({ do: "load", definition: theirs.draft });
          saver.restart(theirs.draft, theirs.draftRevision);
        }}
      />
    </div>
  );
}

/** Whoever asks for a step at an exit is led to the palette: beside the canvas, or as a sheet. */
function usePalette(isDocked: boolean) {
  const { insertAt, setInsertAt } = useEditorContext();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!insertAt) return;
    if (isDocked) focusPalette();
    else setOpen(true);
  }, [insertAt, isDocked]);
  return {
    open: isOpen && !isDocked,
    setOpen: (open: boolean): void => {
      setOpen(open);
      if (!open) setInsertAt(null);
    },
  };
}
