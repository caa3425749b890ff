/** Speech services call Chinese by the spoken language; people write it by script and country. */
const SPOKEN: Readonly<Record<string, readonly string[]>> = {
  zh: ["cmn-CN", "zh-CN"],
  "zh-cn": ["cmn-CN"],
  "zh-hans": ["cmn-CN", "zh-CN"],
  "zh-hans-cn": ["cmn-CN", "zh-CN"],
  "zh-hk": ["yue-CN"],
  "zh-hant-hk": ["zh-HK", "yue-CN"],
  ar: ["arb"],
  no: ["nb-NO"],
  en: ["en-US"],
  es: ["es-ES"],
  pt: ["pt-BR"],
  fr: ["fr-FR"],
};

/**
 * The provider's own writing of a language: the same language and region, or, where no region was asked
 * for, the first one that it speaks. Undefined: it does not speak it.
 * @param wanted - BCP 47. @param spoken - the provider's locales.
 */
export function localeIn(spoken: readonly string[], wanted: string): string | undefined {
  const key = wanted.trim().replaceAll("_", "-").toLowerCase();
  const find = (locale: string) => spoken.find((one) => one.toLowerCase() === locale.toLowerCase());
  const direct = find(key) ?? SPOKEN[key]?.map(find).find((locale) => locale !== undefined);
  if (direct !== undefined || key.includes("-")) return direct;
  return spoken.find((one) => one.toLowerCase().startsWith(`${key}-`));
}
