"use client";

import {
  cloneElement,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactElement,
  type RefObject,
  useId,
  useRef,
  useState,
} from "react";

export type Trigger = ReactElement<Record<string, unknown>>;
/** What opened it decides where the focus starts. */
export type OpenedBy = "mouse" | "touch" | "keyboard";

/** What a surface needs to know of its trigger, which is drawn long before the surface's code is here. */
export type Surface = {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly openedBy: OpenedBy;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly triggerId: string;
};

/** Besides a press; Enter and Space are presses of a button. */
const OPENING_KEYS = {
  dialog: [],
  menu: ["ArrowDown"],
  listbox: ["ArrowDown", "ArrowUp"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Options = {
  readonly kind: keyof typeof OPENING_KEYS;
  readonly trigger?: Trigger;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** Fetches the code of the surface. */
  readonly load: () => Promise<unknown>;
};

/**
 * Opens a surface whose code is loaded only when somebody is about to use it: when the pointer or the focus
 * comes to its trigger. `wanted` stays true after the first time, so that the surface can fade out.
 */
export function usePopup({ kind, trigger, open, onOpenChange, load }: Options) {
  const [own, setOwn] = useState(false);
  const [openedBy, setOpenedBy] = useState<OpenedBy>("mouse");
  const anchor = useRef<HTMLElement>(null);
  const ownId = useId();
  const triggerId = (trigger?.props.id as string | undefined) ?? ownId;
  const shown = open ?? own;
  const [wanted, setWanted] = useState(shown);
  if (shown && !wanted) setWanted(true);
  const change = (next: boolean): void => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const face =
    trigger &&
    cloneElement(trigger, {
      ref: anchor,
      id: triggerId,
      "aria-haspopup": kind,
      "aria-expanded": shown,
      "data-popup-open": shown ? "" : undefined,
      onPointerEnter: both(trigger.props.onPointerEnter, (_: PointerEvent) => void load()),
      onFocus: both(trigger.props.onFocus, (_: FocusEvent) => void load()),
      onClick: both(trigger.props.onClick, (event: MouseEvent) => {
        setOpenedBy(openerOf(event));
        change(!shown);
      }),
      onKeyDown: both(trigger.props.onKeyDown, (event: KeyboardEvent) => {
        if (!OPENING_KEYS[kind].some((key) => key === event.key)) return;
        event.preventDefault();
        setOpenedBy("keyboard");
        change(true);
      }),
    });
  const surface: Surface = { open: shown, onOpenChange: change, openedBy, anchor, triggerId };
  return { face, wanted, surface };
}

/** Calls both handlers, the trigger's own one first. */
export const both =
  <Event>(own: unknown, ours: (event: Event) => void) =>
  (event: Event): void => {
    if (typeof own === "function") own(event);
    ours(event);
  };

function openerOf({ detail, nativeEvent }: MouseEvent): OpenedBy {
  if (detail === 0) return "keyboard"; // a press of Enter or Space, or of a screen reader
  return (nativeEvent as { pointerType?: string }).pointerType === "touch" ? "touch" : "mouse";
}

type CloseDetails = { readonly reason: string; readonly event: Event };

/** A press on the trigger is the trigger's to answer: it would close the surface, and open it again. */
export const onTrigger = (
  { reason, event }: CloseDetails,
  anchor: { readonly current: HTMLElement | null },
): boolean =>
  reason === "outside-press" &&
  event.target instanceof Node &&
  anchor.current?.contains(event.target) === true;
