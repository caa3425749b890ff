import { z } from "zod";

const MAX_INT = 2_147_483_647;
const MAX_BIGINT = 9_223_372_036_854_775_807n;
const DIGITS = /^[1-9]\d{0,18}$/;

/** Ids are decimal strings in answers, because JSON's readers would round the larger ones. */
export const id = z.string().regex(DIGITS);

/** The `{id}` of a path. What can't be an id becomes 0, which no row has: the answer is then "not found". */
export const pathId = z
  .string()
  .transform((value) => (DIGITS.test(value) && Number(value) <= MAX_INT ? Number(value) : 0));

/** Whether the database can hold it as a 64-bit id. */
export const isBigId = (value: string): boolean => DIGITS.test(value) && BigInt(value) <= MAX_BIGINT;

/** As `pathId`, for messages, whose ids have 64 bits. */
export const pathBigId = z.string().transform((value) => (isBigId(value) ? BigInt(value) : 0n));

/** An id inside a query or a body, where a wrong one is the caller's mistake. */
export const idInput = z
  .string()
  .refine((value) => DIGITS.test(value) && Number(value) <= MAX_INT, "This is not an id; ids are digits.")
  .transform(Number);
