type More = {
  readonly description?: string;
  readonly action?: { readonly label: string; readonly onClick: () => void };
};
type Toast = { readonly kind: "success" | "error" | "info"; readonly text: string; readonly more?: More };
type Show = (toast: Toast) => void;

const waiting: Toast[] = [];
let show: Show = (toast) => void waiting.push(toast);

const raise =
  (kind: Toast["kind"]) =>
  (text: string, more?: More): void =>
    show({ kind, text, more });

/** Says in passing how something went; only for what the page does not already show. */
export const toast = { success: raise("success"), error: raise("error"), info: raise("info") };

/** From now on, and for what was raised before its code was here. */
export function showToasts(next: Show): void {
  show = next;
  for (const one of waiting.splice(0)) next(one);
}
