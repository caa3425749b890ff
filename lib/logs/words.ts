import type { Locale } from "@/lib/auth/context";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import { describeStatus, statusLabel } from "@/lib/logs/describe";
import type { RowWords } from "@/lib/logs/format-row";
import type { LogSource } from "@/lib/logs/row";

/** What the dictionary says about a row. */
export const wordsOf = (source: LogSource, locale: Locale): RowWords => ({
  status: statusLabel(source.status, locale),
  description: describeStatus(source, locale),
  reasonClass:
    source.status === "rejected" ? reasonClassOf(source.provider, source.channel, source.errorCode) : "",
});
