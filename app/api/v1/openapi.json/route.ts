import { openApiDocument } from "@/lib/api/openapi";
import { publicUrl } from "@/lib/env";
import { publicRoute } from "@/lib/http/app-route";

export const GET = publicRoute({
  why: "says how the API is called, the same for everyone, and nothing about any workspace",
  handler: async () => openApiDocument(publicUrl()),
});
