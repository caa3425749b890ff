"use client";

import {
  cloneElement,
  type FocusEvent,
  lazy,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  Suspense,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import type { Side } from "./tooltip-window";
import { both } from "./use-popup";

type Props = {
  readonly content: ReactNode;
  /** One focusable element; for plain text use `InlineTip`. */
  readonly children: ReactElement<Record<string, unknown>>;
  readonly side?: Side;
};

/** Milliseconds that a pointer rests before the text shows. */
const REST = 350;
/** Milliseconds in which a pointer may cross the gap between the element and its text. */
const CROSSING = 120;

const load = () => import("./tooltip-window");
const TooltipWindow = lazy(async () => ({ default: (await load()).TooltipWindow }));

/** A short explanation on hover, on keyboard focus and, unlike most tooltips, on touch. Escape closes it. */
export function Tooltip({ content, children, side = "top" }: Props) {
  const id = useId();
  const { anchor, open, turn, handlers } = useTip();
  const own = children.props;
  return (
    <>
      {cloneElement(children, {
        "aria-describedby": open ? id : own["aria-describedby"],
        onPointerEnter: both(own.onPointerEnter, handlers.onPointerEnter),
        onPointerLeave: both(own.onPointerLeave, handlers.onPointerLeave),
        onPointerDown: both(own.onPointerDown, handlers.onPointerDown),
        onPointerUp: both(own.onPointerUp, handlers.onPointerUp),
        onFocus: both(own.onFocus, handlers.onFocus),
        onBlur: both(own.onBlur, handlers.onBlur),
      })}
      {anchor && (
        <Suspense>
          <TooltipWindow
            id={id}
            content={content}
            side={side}
            anchor={anchor}
            open={open}
            close={() => turn(false)}
            onEnter={() => turn(true)}
            onLeave={() => turn(false, CROSSING)}
          />
        </Suspense>
      )}
    </>
  );
}

/** When the text shows. Its code is loaded when a pointer or the focus first comes to the element. */
function useTip() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const turn = (next: boolean, after = 0): void => {
    clearTimeout(timer.current);
    if (after === 0) setOpen(next);
    else timer.current = setTimeout(() => setOpen(next), after);
  };
  const show = (element: HTMLElement, after = 0): void => {
    setAnchor(element);
    turn(true, after);
  };
  const handlers = {
    onPointerEnter: ({ pointerType, currentTarget }: PointerEvent<HTMLElement>) =>
      pointerType !== "touch" && show(currentTarget, REST),
    onPointerLeave: ({ pointerType }: PointerEvent) => pointerType !== "touch" && turn(false, CROSSING),
    onPointerDown: ({ pointerType }: PointerEvent) => pointerType !== "touch" && turn(false),
    onPointerUp: ({ pointerType, currentTarget }: PointerEvent<HTMLElement>) =>
      pointerType === "touch" && show(currentTarget),
    onFocus: ({ currentTarget }: FocusEvent<HTMLElement>) =>
      currentTarget.matches(":focus-visible") && show(currentTarget),
    onBlur: () => turn(false),
  };
  return { anchor, open, turn, handlers };
}

/** Text with a dotted underline that explains itself; reachable by Tab. */
export function InlineTip({
  content,
  children,
  side,
}: {
  content: ReactNode;
  children: ReactNode;
  side?: Side;
}) {
  return (
    <Tooltip content={content} side={side}>
      <button
        type="button"
        className="cursor-help rounded-sm underline decoration-line-strong decoration-dotted underline-offset-4"
      >
        {children}
      </button>
    </Tooltip>
  );
}
