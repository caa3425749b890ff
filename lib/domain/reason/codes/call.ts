import { callDeclined } from "../causes/choice";
import { cancelled } from "../causes/content";
import { networkTrouble } from "../causes/platform";
import { busy, callFailed, callNotReached, noAnswer, unusableVoiceNumber } from "../causes/recipient";
import type { CodeTable } from "../code-table";

/**
 * Results of calls, the same words at every provider; "failed:404" is looked up as "sip:404".
 * What the SIP responses (RFC 3261) mean for a recipient is our own reading.
 */
export const call: CodeTable = [
  ["busy sip:486 sip:600", busy],
  ["no_answer noanswer unanswered timeout", noAnswer],
  ["sip:408 sip:480 sip:487", callNotReached],
  ["sip:404 sip:484 sip:604", unusableVoiceNumber],
  ["rejected declined sip:403 sip:603", callDeclined],
  ["canceled cancelled", cancelled],
  ["failed", callFailed],
  ["sip:500-599", networkTrouble],
];
