import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import metadata from "libphonenumber-js/metadata.max.json";

const SAMPLES = 60;
const MAX_DEPTH = 6;
/** National digits that are always told apart, so that a rare exception can't hide between the samples. */
const MIN_DEPTH: Readonly<Record<string, number>> = { "1": 3, "39": 4, "44": 4, "61": 4 };
const MIN_DEPTH_DEFAULT = 3;

/** Prefix → ISO country, derived from libphonenumber's numbering plans. */
export function countryEntries(): Map<string, string> {
  const entries = new Map<string, string>();
  for (const [callingCode, countries] of Object.entries(metadata.country_calling_codes)) {
    const [main] = countries;
    if (!main) continue;
    entries.set(callingCode, main);
    if (countries.length > 1) addExceptions(entries, callingCode, main);
  }
  return entries;
}

type Branch = { readonly country: string | undefined; readonly children: readonly Branch[] };

function addExceptions(entries: Map<string, string>, callingCode: string, main: string): void {
  const random = generator();
  const lengths = nationalLengths(main);
  const minDepth = MIN_DEPTH[callingCode] ?? MIN_DEPTH_DEFAULT;

  const grow = (national: string): Branch => {
    const seen = national.length < minDepth ? null : sample(callingCode, national, lengths, random);
    if (seen && (seen.size <= 1 || national.length >= MAX_DEPTH)) {
      return { country: [...seen.keys()][0], children: [] };
    }
    const children = Array.from({ length: 10 }, (_, digit) => grow(`${national}${digit}`));
    const countries = new Set(children.map(countriesOf).flatMap((set) => [...set]));
    return countries.size > 1
      ? { country: undefined, children }
      : { country: [...countries][0], children: [] };
  };
  const emit = (branch: Branch, national: string): void => {
    if (branch.country && branch.country !== main) entries.set(`${callingCode}${national}`, branch.country);
    for (const [digit, child] of branch.children.entries()) emit(child, `${national}${digit}`);
  };
  emit(grow(""), "");
}

function countriesOf(branch: Branch): Set<string> {
  if (branch.country) return new Set([branch.country]);
  return new Set(branch.children.flatMap((child) => [...countriesOf(child)]));
}

/** Countries of random numbers under the prefix, the most frequent first; numbers of no country are skipped. */
function sample(callingCode: string, national: string, lengths: readonly number[], random: () => number) {
  const counts = new Map<string, number>();
  for (let i = 0; i < SAMPLES; i++) {
    const length = lengths[i % lengths.length] ?? 0;
    let number = national;
    while (number.length < length) number += Math.floor(random() * 10);
    const parsed = parsePhoneNumberFromString(`+${callingCode}${number}`);
    const country = parsed?.country;
    // A number that the parser had to repair (a trunk "0" cut off) is not in E.164 form and proves nothing.
    if (country && parsed.nationalNumber === number) {
      counts.set(country, (counts.get(country) ?? 0) + 1);
    }
  }
  return new Map([...counts].sort((a, b) => b[1] - a[1]));
}

/** Possible lengths of a national number in the calling code's main country. */
function nationalLengths(main: string): number[] {
  const plan = new Map<string, unknown>(Object.entries(metadata.countries)).get(main);
  const lengths: unknown = Array.isArray(plan) ? plan[3] : [];
  return Array.isArray(lengths) ? lengths.filter((length) => typeof length === "number") : [];
}

/** Seeded (a linear congruential generator), so that the same metadata always gives the same table. */
function generator(): () => number {
  let state = 20_260_101;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
