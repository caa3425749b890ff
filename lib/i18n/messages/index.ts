import type { Locale } from "@/lib/auth/context";

/** One line a namespace. Files load on demand, so a page carries only the language and words it shows. */
const LOADERS = {
  ui: { en: () => import("./en/ui.json"), zh: () => import("./zh/ui.json") },
  shell: { en: () => import("./en/shell.json"), zh: () => import("./zh/shell.json") },
  status: { en: () => import("./en/status.json"), zh: () => import("./zh/status.json") },
};

export type Namespace = keyof typeof LOADERS;
/** Shape of all messages, taken from English; messages.test.ts holds the other languages to it. */
export type Messages = { [N in Namespace]: Awaited<ReturnType<(typeof LOADERS)[N]["en"]>>["default"] };

export const NAMESPACES = Object.keys(LOADERS) as readonly Namespace[];

/** Messages of some namespaces in one language. */
export async function loadMessages(
  locale: Locale,
  namespaces: readonly Namespace[],
): Promise<Partial<Messages>> {
  const files = namespaces.map(async (name) => [name, (await LOADERS[name][locale]()).default] as const);
  return Object.fromEntries(await Promise.all(files)) as Partial<Messages>;
}
