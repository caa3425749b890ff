/** Marks for the parts of the editor that focus is brought to. */
export const INSPECTOR_ID = "flow-inspector";
export const PALETTE_ID = "flow-palette";

const later = (then: () => void): void => {
  // Two frames: what a change brings is drawn in the first one.
  requestAnimationFrame(() => requestAnimationFrame(then));
};

/** The step's card or row. The canvas brings it into view by itself, hence no scrolling there. */
export function focusStep(id: string): void {
  const focus = (): void => {
    const place = document.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`);
    place?.focus({ preventScroll: place.closest(".react-flow") !== null });
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
    (first("input") ?? first("textarea") ?? first("button"))?.focus();
  });
}

export const focusInspector = (): void => focusIn(INSPECTOR_ID);
export const focusPalette = (): void => focusIn(PALETTE_ID);
