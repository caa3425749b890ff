"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";
import type { EditorProps } from "./editor-shell";

/** The canvas' library is large and draws in the browser only, so no other page loads it. */
const Shell = dynamic(() => import("./editor-shell").then(({ EditorShell }) => EditorShell), {
  ssr: false,
  loading: () => (
    <div data-full-bleed className="flex h-full flex-col gap-3 p-4">
      <Skeleton className="h-9" />
      <Skeleton className="flex-1" />
    </div>
  ),
});

export function FlowEditor(props: EditorProps) {
  return <Shell {...props} />;
}
