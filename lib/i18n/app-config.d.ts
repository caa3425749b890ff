import type { Locale } from "@/lib/auth/context";
import type { formats } from "@/lib/i18n/formats";
import type { Messages } from "@/lib/i18n/messages";

// Makes message keys, format names and locales checked by the compiler wherever use-intl is used.
declare module "use-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
    Formats: typeof formats;
  }
}
