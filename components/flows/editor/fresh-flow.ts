import { useEffect, useState } from "react";
import { loadFlow } from "@/lib/client/flow-editor";
import type { FlowDetail } from "@/lib/flows/contract";

/** The newest revision that this tab has sent, and the last request of it. */
const key = (id: string): string => `flow-draft-${id}`;
const sending = new Map<string, Promise<unknown>>();

export function markRevision(id: string, revision: number, request: Promise<unknown>): void {
  sessionStorage.setItem(key(id), String(revision));
  sending.set(id, request);
}

/**
 * The flow with the draft that this tab saved last. The page may be older: "Back" shows it as it was when it was
 * left, and a reload may overtake the save before it. Null while it is being read.
 */
export function useFreshFlow(flow: FlowDetail): FlowDetail | null {
  const [isOld] = useState(() => Number(sessionStorage.getItem(key(flow.id)) ?? 0) > flow.draftRevision);
  const [fresh, setFresh] = useState<FlowDetail | null>(null);
  useEffect(() => {
    if (!isOld) return;
    let isWanted = true;
    const read = async (): Promise<void> => {
      await sending.get(flow.id)?.catch(() => undefined);
      const read = await loadFlow(flow.id).catch(() => flow);
      if (isWanted) setFresh(read);
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, [isOld, flow]);
  return isOld ? fresh : flow;
}
