import { changePassword } from "@/lib/auth/account";
import { changePasswordInput } from "@/lib/auth/contract";
import { accountRoute } from "@/lib/http/app-route";

/** A new password; every other session ends. */
export const PUT = accountRoute({ input: changePasswordInput, handler: changePassword });
