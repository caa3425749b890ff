/** Paths into a flow's definition. */
const SENDING_STEPS = '$.steps[*] ? (@.type == "sms" || @.type == "call")';
/** Fallback steps that leave the rule to the campaign, and those that name one. */
const OPEN_STEPS = '$.steps[*] ? (@.type == "fallback" && @.ruleId == null)';
const NAMING_STEPS = '$.steps[*] ? (@.type == "fallback" && @.ruleId != null)';

/**
 * Of the version in force of the flow that a campaign runs: its own, else the workspace's default. Null where
 * there is none.
 * @param c - the campaign's table in the query
 * @param expression - of `v`, the version, and `f`, its flow
 */
export const ofFlow = (c: string, expression: string): string => `(SELECT ${expression}
  FROM flow f JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
  WHERE f.workspace_id = ${c}.workspace_id AND f.archived_at IS NULL AND (f.id = ${c}.flow_id OR f.is_default)
  ORDER BY f.id = ${c}.flow_id DESC NULLS LAST LIMIT 1)`;

/** Whether a version has SMS or call steps of its own. */
export const SENDS = `v.definition @? '${SENDING_STEPS}'`;
export const LEAVES_RULE_OPEN = `v.definition @? '${OPEN_STEPS}'`;
export const NAMES_RULES = `v.definition @? '${NAMING_STEPS}'`;
/** Ids of the rules that a version names. */
export const NAMED_RULES = `ARRAY (SELECT DISTINCT (id #>> '{}')::int FROM jsonb_path_query(v.definition, '${NAMING_STEPS}.ruleId') AS id ORDER BY 1)`;

/**
 * Whether a campaign sends by itself beside its mode: by its flow in force, or by what a flow has planned.
 * @param c - the campaign's table in the query
 */
export const flowSends = (c: string): string => `(${ofFlow(c, SENDS)} OR EXISTS (
  SELECT FROM fallback_attempt a WHERE a.workspace_id = ${c}.workspace_id AND a.campaign_id = ${c}.id AND a.state = 'planned' AND a.cause = 'flow'))`;

/** Whether a run of a version that sends is under way: it may plan the next moment, whatever flow is in force by now. */
export const runMaySend = (c: string): string => `EXISTS (
  SELECT FROM flow_run r JOIN flow_version v ON v.workspace_id = r.workspace_id AND v.flow_id = r.flow_id AND v.version = r.version
  WHERE r.workspace_id = ${c}.workspace_id AND r.campaign_id = ${c}.id AND r.ended_at IS NULL AND ${SENDS})`;
