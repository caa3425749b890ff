import { alertIdInput, alertPage, alertView, listAlertsInput } from "@/lib/alerts/contract";
import { operation } from "@/lib/api/operation";

export const listAlertsOperation = operation({
  id: "listAlerts",
  method: "GET",
  path: "/api/v1/alerts",
  group: "Alerts",
  summary: "List alerts, newest first",
  scope: "read",
  input: listAlertsInput,
  status: 200,
  response: alertPage,
});

export const acknowledgeAlertOperation = operation({
  id: "acknowledgeAlert",
  method: "POST",
  path: "/api/v1/alerts/{id}/acknowledge",
  group: "Alerts",
  summary: "Acknowledge an alert",
  description: "It leaves the count of open alerts at once, and closes when its cause is gone.",
  scope: "write",
  input: alertIdInput,
  example: {},
  status: 200,
  response: alertView,
});

export const alertOperations = [listAlertsOperation, acknowledgeAlertOperation];
