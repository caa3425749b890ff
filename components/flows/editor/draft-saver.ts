import { RequestError } from "@/lib/client/request-error";
import type { FlowDefinition } from "@/lib/domain/flow/definition";

export type SaveState =
  | { readonly is: "saved" }
  /** Changes that are not on their way yet. */
  | { readonly is: "waiting" }
  | { readonly is: "saving" }
  /** It will be tried again by itself. */
  | { readonly is: "failed"; readonly error: unknown }
  /** Somebody else saved meanwhile: nothing is written until a person decides. */
  | { readonly is: "conflict" }
  /** The server refuses this content or this person; another try would end the same. */
  | { readonly is: "refused"; readonly error: unknown };

type Save = (definition: FlowDefinition, revision: number) => Promise<{ readonly revision: number }>;

/** After the last change, so that typing is one request; and between tries while the server can't be reached. */
const DEBOUNCE = 600; // ms
const RETRIES = [1000, 2000, 5000, 10_000, 20_000]; // ms

export type DraftSaver = {
  get(): SaveState;
  revision(): number;
  subscribe(listener: () => void): () => void;
  changed(definition: FlowDefinition): void;
  /** Sends what waits, and resolves when it is stored or can't be. */
  flush(): Promise<void>;
  /** Whether the newest change is stored or on its way, so that nothing is lost when the page goes. */
  isUnderWay(): boolean;
  /** Goes on from another revision: after a conflict was settled. */
  restart(definition: FlowDefinition, revision: number): void;
};

/** Keeps the draft on the server equal to the one on the screen: one request at a time, always the newest. */
export function createDraftSaver(start: FlowDefinition, firstRevision: number, save: Save): DraftSaver {
  let stored = start;
  let wanted = start;
  let sent = start;
  let revision = firstRevision;
  let state: SaveState = { is: "saved" };
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<void> | null = null;
  let failures = 0;
  const listeners = new Set<() => void>();
  const set = (next: SaveState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const schedule = (ms: number): void => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => void send(), ms);
  };
  const fail = (error: unknown): void => {
    if (error instanceof RequestError && !error.retryable) {
      set(error.status === 409 ? { is: "conflict" } : { is: "refused", error });
      return;
    }
    set({ is: "failed", error });
    schedule(RETRIES[Math.min(failures++, RETRIES.length - 1)] ?? DEBOUNCE);
  };
  const sendOnce = async (): Promise<void> => {
    const sending = wanted;
    sent = sending;
    set({ is: "saving" });
    try {
      revision = (await save(sending, revision)).revision;
      stored = sending;
      failures = 0;
      if (wanted === stored) return set({ is: "saved" });
      set({ is: "waiting" });
      schedule(DEBOUNCE);
    } catch (error) {
      fail(error);
    }
  };
  const send = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (running) return running;
    if (wanted === stored || state.is === "conflict") return;
    running = sendOnce();
    await running;
    running = null;
  };
  return {
    get: () => state,
    revision: () => revision,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed(definition) {
      wanted = definition;
      if (state.is === "conflict" || running) return;
      if (wanted === stored) {
        if (timer) clearTimeout(timer);
        return set({ is: "saved" });
      }
      if (state.is !== "failed") set({ is: "waiting" });
      schedule(DEBOUNCE);
    },
    async flush() {
      await send();
      // What changed while a request was under way.
      if (wanted !== stored && state.is === "waiting") await send();
    },
    isUnderWay: () => wanted === stored || (running !== null && wanted === sent && failures === 0),
    restart(definition, next) {
      if (timer) clearTimeout(timer);
      stored = wanted = definition;
      revision = next;
      failures = 0;
      set({ is: "saved" });
    },
  };
}
