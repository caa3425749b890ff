import { sendTestMail } from "@/lib/alerts/settings";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({ role: "admin", handler: (session) => sendTestMail(session) });
