"use client";

import { useCallback, useRef, useState } from "react";
import { errorOfResponse } from "@/lib/client/request-error";
import { TOTAL_ROWS_HEADER } from "@/lib/exports/definition";

export type Download = {
  readonly file: string;
  readonly bytes: number;
  /** Lines seen so far; null for formats that are not lines. */
  readonly rows: number | null;
  readonly total: number | null;
};

const LINE_FEED = 10;
const REPORT_EVERY = 150; // ms

/** Reads a download as a stream, so that its progress shows and it can be cancelled, and saves it at the end. */
export function useDownload() {
  const [download, setDownload] = useState<Download | null>(null);
  const running = useRef<AbortController | null>(null);

  const start = useCallback(async (url: string): Promise<"saved" | "cancelled"> => {
    const controller = new AbortController();
    running.current = controller;
    try {
      const response = await fetch(url, { signal: controller.signal });
      if (!response.ok || !response.body) throw await errorOfResponse(response);
      const blob = await collect(response, setDownload);
      save(blob, fileOf(response));
      return "saved";
    } catch (error) {
      if (controller.signal.aborted) return "cancelled";
      throw error;
    } finally {
      running.current = null;
      setDownload(null);
    }
  }, []);

  return { download, start, cancel: () => running.current?.abort() };
}

async function collect(response: Response, report: (download: Download) => void): Promise<Blob> {
  const type = response.headers.get("content-type") ?? "";
  const header = response.headers.get(TOTAL_ROWS_HEADER);
  const lines = /csv|ndjson/.test(type);
  const state = {
    file: fileOf(response),
    bytes: 0,
    rows: lines ? 0 : null,
    total: header === null ? null : Number(header),
  };
  report(state);
  const parts: BlobPart[] = [];
  let last = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    parts.push(chunk.value);
    state.bytes += chunk.value.length;
    if (state.rows !== null) state.rows += countLines(chunk.value);
    if (performance.now() - last < REPORT_EVERY) continue;
    last = performance.now();
    report({ ...state });
  }
  return new Blob(parts, { type });
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === LINE_FEED) lines++;
  return lines;
}

const fileOf = (response: Response): string =>
  /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "reachback-download";

function save(blob: Blob, file: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = file;
  link.click();
  // The browser reads the blob after the click; a minute is enough for it to begin.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // ms
}
