import * as account from "../causes/account";
import * as choice from "../causes/choice";
import * as content from "../causes/content";
import * as platform from "../causes/platform";
import * as recipient from "../causes/recipient";
import type { CodeTable, ProviderCodes } from "../code-table";

// Source: Meta, WhatsApp Business Platform, "Error codes" (2026-09).
const cloudApi: CodeTable = [
  ["131026", recipient.notOnWhatsApp],
  ["131047", content.windowClosed],
  ["131049", choice.marketingCap],
  ["131050", choice.marketingOptOut],
  ["130403", choice.blockedByRecipient],
  ["130472", choice.experiment],
  ["130497", account.countryRestricted],
  ["131021", content.selfSend],
  ["131056", platform.pairLimit],
  ["131051", content.unsupportedType],
  ["131052", platform.inboundMedia],
  ["131053", content.media],
  ["135000", platform.generalUserError],

  ["131042", account.payment],
  ["131031", account.accountLocked],
  ["368", account.accountSuspended],
  ["131048", account.spamLimit],
  ["131064", account.misclassifiedTemplate],
  ["131063", account.marketingRoute],
  ["131045 133010", account.senderNotRegistered],
  ["131037", account.displayName],
  ["133000", account.deregistration],
  ["133004", platform.platformTrouble],
  ["133005 133006 133008 133009", account.registrationPin],
  ["133015 133016", account.registrationWait],
  ["134011", account.termsNotAccepted],
  ["134100 134102", content.marketingTemplateOnly],
  ["134101", content.templateSyncing],
  ["130429 4 80007", platform.throttled],
  ["131057", platform.maintenance],
  ["131000 131016 1 2", platform.platformTrouble],
  ["131005 3 10 200-299", account.permission],
  ["0 190", account.badToken],
  ["33 100 131008 131009 131055", content.badRequest],

  ["132000", content.variableCount],
  ["132001", content.templateMissing],
  ["132005", content.tooLong],
  ["132007", content.contentPolicy],
  ["132012", content.variableFormat],
  ["132015", content.templatePaused],
  ["132016", content.templateDisabled],
  ["132018", content.templateData],
  ["132068", content.flowBlocked],
  ["132069", platform.flowThrottled],
  ["2388xxx", platform.managementError],
];

/** Codes of the retired on-premises API, which some providers still pass on. */
const onPremises: CodeTable = [
  ["470", content.windowClosed],
  ["471", account.spamLimit],
  ["472", choice.experiment],
  ["1013 1006 1021 1026 1002", recipient.notOnWhatsApp],
  ["1007", choice.blockedByRecipient],
  ["1015 429", platform.throttled],
  ["1014 1025 500 1011 1023 1022", platform.platformTrouble],
  ["400 1008 1009 1010 1001 1000 408 410", content.badRequest],
  ["402", account.payment],
  ["1005 430-433", account.badToken],
  ["2000", content.variableCount],
  ["2001", content.templateMissing],
  ["2003", content.templateData],
  ["2002", recipient.templateNotDownloaded],
];

export const meta: ProviderCodes = { any: [...onPremises, ...cloudApi] };
