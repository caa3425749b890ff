/** The surface of everything that floats above the page. */
export const popupStyle =
  "popup-motion rounded-lg border border-line bg-raised text-ink shadow-popup outline-none";

/** A row inside a floating list. */
export const popupItemStyle =
  "flex w-full cursor-default select-none items-center gap-2 rounded-md px-2 py-1.5 text-left text-sm outline-none data-highlighted:bg-hover data-disabled:opacity-50 pointer-coarse:py-2.5 [&_svg]:size-4 [&_svg]:shrink-0";

/** Backdrop of every modal surface. */
export const scrimStyle =
  "fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";
