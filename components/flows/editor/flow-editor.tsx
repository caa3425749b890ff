"use client";

import dynamic from "next/dynamic";
import type { EditorProps } from "./editor-shell";
import { EditorSkeleton } from "./editor-skeleton";

/** The canvas' library is large and draws in the browser only, so no other page loads it. */
const Shell = dynamic(() => import("./editor-shell").then(({ EditorShell }) => EditorShell), {
  ssr: false,
  loading: () => <EditorSkeleton />,
});

export function FlowEditor(props: EditorProps) {
  return <Shell {...props} />;
}
