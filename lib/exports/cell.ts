/**
 * Characters at a cell's start that make a spreadsheet calculate instead of show: the four signs, their
 * full-width twins (Excel in Japanese and Chinese takes them), and the controls that Excel strips before it
 * looks. Blanks and quotes in front are skipped, because importers strip those, too.
 */
const FORMULA = /^(?:[\t\r\n]|[\s"'`\u200b\ufeff]*[=+\-@＝＋－＠])/;

/** The same behind a separator inside the cell: a locale that splits at ";" would start a new cell there. */
const FORMULA_BEHIND_SEPARATOR = /([;\t\r\n][\s"'`\u200b\ufeff]*)(?=[=+\-@＝＋－＠])/g;

/** A whole cell that is a phone number; as a formula it would at worst be that number without its plus. */
const PHONE_NUMBER = /^\+\d{6,15}$/;

/** What Excel would change while it reads it as a number or a date: long numbers, 007, 1E10, 3-4. */
const REINTERPRETED = [
  /^\d{12,}$/,
  /^0\d+$/,
  /^\d+([.,]\d*)?[eE][+-]?\d+$/,
  /^\d{1,2}[-/.]\d{1,2}([-/.]\d{1,4})?$/,
];

/** For CSV that programs read: unchanged unless it could act as a formula, then behind an apostrophe. */
export function guardCell(text: string): string {
  if (startsPlainly(text)) return text;
  return FORMULA.test(text) && !PHONE_NUMBER.test(text) ? `'${text}` : text;
}

/** A letter or digit in front rules a formula out, and nearly every cell has one: no expression need be asked. */
function startsPlainly(text: string): boolean {
  const code = text.charCodeAt(0);
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
}

/**
 * For CSV that Excel opens: whatever it would calculate, round or turn into a date stands behind an
 * apostrophe. The other known ways are worse: `="+1…"` is itself a formula, a tab in front travels along
 * when people copy the cell, and both make strict checkers refuse the file. Phone numbers get it, too, so
 * that they keep their plus and all digits.
 */
export function guardExcelCell(text: string): string {
  const inside = text.replace(FORMULA_BEHIND_SEPARATOR, "$1'");
  const changes = FORMULA.test(inside) || REINTERPRETED.some((pattern) => pattern.test(inside));
  return changes ? `'${inside}` : inside;
}
