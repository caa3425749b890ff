/** Marks for the parts of the editor that focus is brought to. */
export const INSPECTOR_ID = "flow-inspector";
export const PALETTE_ID = "flow-palette";

/** How long a part may take to appear, in milliseconds. */
const PATIENCE = 2000;
let latest = 0;

/**
 * Calls `then` two frames later, for what a change brings is drawn in the first one, and each frame again until
 * it has found its place. Whoever has moved on meanwhile, by a key or by another request, is left there.
 */
function later(then: () => boolean): void {
  latest++;
  const mine = latest;
  const before = document.activeElement;
  const until = performance.now() + PATIENCE;
  const attempt = (): void => {
    const now = document.activeElement;
    if (mine !== latest || (now !== before && now !== null && now !== document.body)) return;
    if (!then() && performance.now() < until) requestAnimationFrame(attempt);
  };
  requestAnimationFrame(() => requestAnimationFrame(attempt));
}

/** The step's card or row. The canvas brings it into view by itself, hence no scrolling there. */
export function focusStep(id: string): void {
  const focus = (): boolean => {
    const place = document.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`);
    place?.focus({ preventScroll: place.closest(".react-flow") !== null });
    return place !== null;
  };
  // At once, so that keys in quick succession go on from there; and again, for it may appear or move only now.
  focus();
  later(focus);
}

/** The first place to type in, else the first button. */
function focusIn(id: string): void {
  later(() => {
    const part = document.getElementById(id);
    const first = (kind: string) => part?.querySelector<HTMLElement>(`${kind}:not(:disabled)`);
    const place = first("input") ?? first("textarea") ?? first("button");
    place?.focus();
    return Boolean(place);
  });
}

export const focusInspector = (): void => focusIn(INSPECTOR_ID);
export const focusPalette = (): void => focusIn(PALETTE_ID);
