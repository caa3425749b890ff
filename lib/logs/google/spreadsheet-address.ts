/** The id in a spreadsheet's address, or the id itself; null where there is none. */
export function spreadsheetIdOf(address: string): string | null {
  const given = address.trim();
  const inAddress = /\/spreadsheets\/(?:u\/\d+\/)?d\/([\w-]{20,100})/.exec(given)?.[1];
  return inAddress ?? (/^[\w-]{20,100}$/.test(given) ? given : null);
}
