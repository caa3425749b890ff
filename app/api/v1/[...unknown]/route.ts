import { AppError } from "@/lib/errors";
import { declareAccess } from "@/lib/http/access";
import { handle } from "@/lib/http/handle";

/** Programs that mistype an address get the same kind of answer as for every other mistake. */
const nothingHere = declareAccess(
  () =>
    handle(async () => {
      throw new AppError(
        "not_found",
        "The API has no such address. GET /api/v1/openapi.json lists all of them.",
      );
    }),
  { kind: "public", why: "says only that the address does not exist" },
);

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
