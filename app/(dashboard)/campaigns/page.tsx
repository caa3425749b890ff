import { redirect } from "next/navigation";

/** The overview is the list of campaigns. */
export default function CampaignsPage(): never {
  redirect("/");
}
