import { useSyncExternalStore } from "react";

/** Whether a media query holds. @param onServer - what the server draws for, until the browser knows */
export function useMedia(query: string, onServer = false): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
    () => onServer,
  );
}
