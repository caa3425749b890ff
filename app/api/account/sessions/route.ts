import { endOwnSessions } from "@/lib/auth/account";
import { accountRoute } from "@/lib/http/app-route";

/** Signs the person out everywhere but here. */
export const DELETE = accountRoute({ handler: (identity) => endOwnSessions(identity, "others") });
