"use client";

import { lazy, Suspense, useEffect, useState } from "react";

const ToastList = lazy(async () => ({ default: (await import("./toast-list")).ToastList }));

/**
 * Where toasts appear. Its code comes with the first press of a key or a button: before that nothing can have
 * been done, and by then screen readers know the region well before something is written into it.
 */
export function Toaster() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const events = ["pointerdown", "keydown"] as const;
    const want = (): void => setWanted(true);
    for (const event of events) addEventListener(event, want, { once: true, capture: true });
    return () => {
      for (const event of events) removeEventListener(event, want, { capture: true });
    };
  }, []);
  return (
    wanted && (
      <Suspense>
        <ToastList />
      </Suspense>
    )
  );
}
