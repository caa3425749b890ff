import { z } from "zod";
import { endOwnSessions } from "@/lib/auth/account";
import { accountRoute } from "@/lib/http/app-route";

/** Ends one of the person's own sessions. */
export const DELETE = accountRoute({ input: z.strictObject({ id: z.uuid() }), handler: endOwnSessions });
