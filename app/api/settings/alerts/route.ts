import { alertSettingsInput } from "@/lib/alerts/contract";
import { saveAlertSettings } from "@/lib/alerts/settings";
import { appRoute } from "@/lib/http/app-route";

export const PATCH = appRoute({ role: "admin", input: alertSettingsInput, handler: saveAlertSettings });
