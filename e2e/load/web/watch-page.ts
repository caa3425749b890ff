/** What a page tells about itself; times in milliseconds since its navigation began. */
export type Told = {
  readonly firstPaint: number;
  /** When the wanted data was in the document and could be painted; 0 before. */
  readonly shown: number;
  /** Sum of the shifts that no input caused. */
  readonly layoutShift: number;
  /** From each key or click until the next frame showed its effect. */
  readonly interactions: readonly number[];
  /** What was loaded before anybody acted. */
  readonly scripts: readonly Script[];
};

export type Script = {
  readonly url: string;
  readonly compressedBytes: number;
  /** Whether the page's document names it; the others are what the page then loads by itself. */
  readonly isFirstLoad: boolean;
};

type Watched = { shown: number; shift: number; durations: Map<number, number> };
declare global {
  interface Window {
    watched: Watched;
  }
}

/** Runs in the page before its own scripts; `selector` finds the data that is waited for. */
export function watchPage(selector: string): void {
  const watched: Watched = { shown: 0, shift: 0, durations: new Map() };
  window.watched = watched;
  const observe = (type: string, each: (entry: PerformanceEntry) => void, options: object = {}): void => {
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({
      type,
      buffered: true,
      ...options,
    });
  };
  observe("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) watched.shift += value;
  });
  // An interaction is several events (pointer down, up, click); the longest of them is its delay.
  const note = (entry: PerformanceEntry): void => {
    const id = (entry as PerformanceEntry & { interactionId: number }).interactionId;
    if (id) watched.durations.set(id, Math.max(watched.durations.get(id) ?? 0, entry.duration));
  };
  observe("event", note, { durationThreshold: 16 });
  const look = (): void => {
    if (document.querySelector(selector)) watched.shown = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs in the page before anybody acts. */
export const loadedScripts = (): Omit<Script, "isFirstLoad">[] =>
  (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
    .filter(({ name }) => /\.js(\?|$)/.test(name))
    .map(({ name, encodedBodySize }) => ({ url: name, compressedBytes: encodedBodySize }));

/** Runs in the page at the end. */
export function tell(): Omit<Told, "scripts"> {
  const { shown, shift, durations } = window.watched;
  return {
    firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    shown,
    layoutShift: shift,
    interactions: [...durations.values()],
  };
}
