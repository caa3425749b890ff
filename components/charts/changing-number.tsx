"use client";

import { useEffect, useRef, useState } from "react";
import { useFormatter } from "use-intl";

/** ms; long enough to notice, short enough never to lag behind the next poll. */
const DURATION = 500;

/** A count that runs to its new value. Screen readers and people who want less motion get it at once. */
export function ChangingNumber({ value }: { readonly value: number }) {
  const format = useFormatter();
  const [shown, setShown] = useState(value);
  const from = useRef(value);
  useEffect(() => {
    const start = performance.now();
    const origin = from.current;
    if (origin === value) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      from.current = value;
      return setShown(value);
    }
    let frame = requestAnimationFrame(function step(now) {
      const progress = Math.min(1, (now - start) / DURATION);
      const eased = 1 - (1 - progress) ** 3;
      from.current = Math.round(origin + (value - origin) * eased);
      setShown(from.current);
      if (progress < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return (
    <>
      <span aria-hidden>{format.number(shown, "count")}</span>
      <span className="sr-only">{format.number(value, "count")}</span>
    </>
  );
}
