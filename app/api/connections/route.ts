import { createConnectionInput } from "@/lib/connections/contract";
import { createConnection } from "@/lib/connections/create-connection";
import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "admin",
  input: createConnectionInput,
  handler: async (session, input) => created(await createConnection(session, input)),
});
