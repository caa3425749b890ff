import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { DraftSaver } from "./draft-saver";

/** The address that a plain press of a link leads to within the app. */
function addressOf(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.origin !== location.origin || link.target !== "" || link.hasAttribute("download"))
    return null;
  return link.pathname === location.pathname ? null : `${link.pathname}${link.search}${link.hash}`;
}

/**
 * A link to another page of the app is followed when the draft is stored, so that the next page knows it.
 * @returns where somebody wants to go although it can't be stored
 */
export function useLeaving(saver: DraftSaver) {
  const router = useRouter();
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    const onClick = (event: MouseEvent): void => {
      const address = addressOf(event);
      if (address === null || saver.get().is === "saved") return;
      event.preventDefault();
      void saver.flush().then(() => {
        if (saver.get().is === "saved") router.push(address);
        else setAsked(address);
      });
    };
    document.addEventListener("click", onClick, { capture: true });
    return () => document.removeEventListener("click", onClick, { capture: true });
  }, [saver, router]);
  return {
    asked,
    stay: (): void => setAsked(null),
    leave: (): void => {
      if (asked !== null) router.push(asked);
    },
  };
}
