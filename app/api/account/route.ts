import { changeProfile } from "@/lib/auth/account";
import { profileInput } from "@/lib/auth/contract";
import { accountRoute } from "@/lib/http/app-route";

/** The signed-in person's name and language. */
export const PATCH = accountRoute({ input: profileInput, handler: changeProfile });
