import fc from "fast-check";
import { expect, test } from "vitest";
import { localTime, utcTime } from "@/lib/rejected/local-time";

const moment = fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2030-01-01") });

test("times are the same in any order of asking", () => {
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 20 }), (times) => {
      for (const at of times) {
        const iso = new Date(at).toISOString();
        expect(utcTime(at)).toBe(iso);
        expect(localTime(at, "UTC")).toBe(iso.slice(0, 19).replace("T", " "));
        const inKolkata = new Date(at + 5.5 * 3_600_000).toISOString();
        expect(localTime(at, "Asia/Kolkata")).toBe(inKolkata.slice(0, 19).replace("T", " "));
      }
    }),
  );
});
