import type { Settings, SettingsField } from "@/lib/providers/provider";

/** An http or https address without query, fragment or user name; what is appended is the provider's own path. */
const ADDRESS = /^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i;

/** The optional setting that replaces a provider's own address: regional hosts, proxies, tests. */
export const apiBaseField = (defaultUrl: string): SettingsField => ({
  key: "apiBase",
  label: { en: "API base address", zh: "API 基础地址" },
  help: {
    en: `Only for a regional host or a proxy: begins with https:// (or http://) and has no “?”. Empty: ${defaultUrl}`,
    zh: `仅在使用区域主机或代理时填写：以 https://（或 http://）开头，不含“?”。留空则为 ${defaultUrl}`,
  },
  secret: false,
  required: false,
  purpose: "send",
  placeholder: defaultUrl,
  pattern: ADDRESS,
});

/** The address that requests begin with, never with a slash at its end. */
export const apiBaseOf = (settings: Settings, defaultUrl: string): string =>
  (settings.apiBase?.trim() || defaultUrl).replace(/\/+$/, "");
