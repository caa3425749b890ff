/** Marks for the parts of the editor that focus is brought to. */
export const INSPECTOR_ID = "flow-inspector";
export const PALETTE_ID = "flow-palette";

const later = (then: () => void): void => {
  // Two frames: what a change brings is drawn in the first one.
  requestAnimationFrame(() => requestAnimationFrame(then));
};

/** The step's card or row. The canvas brings it into view by itself, hence no scrolling there. */
export function focusStep(id: string): void {
  later(() => {
    const place = document.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`);
    place?.focus({ preventScroll: place.closest(".react-flow") !== null });
  });
}

const FIELD = "input:not([type=hidden]), textarea, button, select";

/** The first field of the inspector. */
export const focusInspector = (): void =>
  later(() => document.getElementById(INSPECTOR_ID)?.querySelector<HTMLElement>(FIELD)?.focus());

export const focusPalette = (): void =>
  later(() => document.getElementById(PALETTE_ID)?.querySelector<HTMLElement>(FIELD)?.focus());
