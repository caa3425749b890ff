import type { ExportTable } from "@/lib/exports/definition";
import type { ExportedRow } from "@/lib/rejected/export/pages";
import { localTime, recipientZone, utcTime } from "@/lib/rejected/local-time";

/**
 * The headers are a contract with people's spreadsheets and stay in English in every language; the first five
 * are in the order that reporting sheets expect.
 */
export function rejectedTable(workspaceZone: string): ExportTable<ExportedRow> {
  const zoneOf = (row: ExportedRow): string | null => recipientZone(row.timeZone, row.recipient);
  const inZone = (row: ExportedRow): string | null => {
    const zone = zoneOf(row);
    return zone && localTime(row.at, zone);
  };
  return {
    name: "rejected",
    columns: [
      { header: "Time", width: 20, value: ({ at }) => localTime(at, workspaceZone) },
      { header: "Message_From", width: 18, value: ({ sender }) => sender },
      { header: "Message_To", width: 18, value: (row) => row.recipient ?? row.recipientUserId },
      { header: "Status", width: 10, value: () => "Rejected" },
      { header: "Description", width: 60, value: ({ reason }) => reason.description },
      { header: "Reason_Code", width: 14, value: ({ reason }) => reason.code },
      { header: "Reason_Class", width: 14, value: ({ reason }) => reason.class },
      { header: "Campaign", width: 24, value: ({ campaignName }) => campaignName },
      { header: "Provider_Message_Id", width: 40, value: ({ providerMessageId }) => providerMessageId },
      { header: "Country", width: 9, value: ({ country }) => country },
      { header: "Local_Time", width: 20, value: inZone },
      { header: "Time_Zone", width: 20, value: zoneOf },
      { header: "Time_UTC", width: 26, value: ({ at }) => utcTime(at) },
      { header: "Connection", width: 20, value: ({ connectionName }) => connectionName },
      { header: "Must_Act", width: 16, value: ({ reason }) => reason.mustAct },
      { header: "Recommended_Action", width: 40, value: ({ reason }) => reason.action },
      { header: "Provider_Text", width: 60, value: ({ text }) => text },
    ],
  };
}
