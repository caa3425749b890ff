/**
 * A zone's distance to UTC at a moment, e.g. "UTC+08:00". Words that Intl has for zones differ between the
 * server's and the browser's data ("GMT", "GMT+0"), and React would then refuse the server's page.
 */
export function utcOffset(date: Date, timeZone = "UTC"): string {
  const name = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(date)
    .find(({ type }) => type === "timeZoneName")?.value;
  const offset = /[+-]\d\d:\d\d/.exec(name ?? "")?.[0] ?? "";
  return `UTC${offset === "+00:00" ? "" : offset}`;
}
