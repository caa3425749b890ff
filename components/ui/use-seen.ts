import { type RefCallback, useCallback, useState } from "react";

/** Whether an element has ever come in sight, for what is only then worth its code. */
export function useSeen(): { readonly ref: RefCallback<Element>; readonly isSeen: boolean } {
  const [isSeen, setSeen] = useState(false);
  const ref = useCallback((element: Element) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      setSeen(true);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, isSeen };
}
