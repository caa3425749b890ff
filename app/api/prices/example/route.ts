import { appRoute } from "@/lib/http/app-route";
import { loadExampleInput } from "@/lib/prices/contract";
import { loadExample } from "@/lib/prices/load-example";

export const POST = appRoute({ role: "admin", input: loadExampleInput, handler: loadExample });
