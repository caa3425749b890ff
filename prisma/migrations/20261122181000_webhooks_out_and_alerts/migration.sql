-- What leaves the workspace: webhooks to its endpoints, and alerts to its people.
CREATE TABLE "webhook_endpoint" (
    "workspace_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "secrets" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "subscribed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "catch_up_from" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "paused_why" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "held_until" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "webhook_delivery" (
    "workspace_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "last_status" SMALLINT,
    "last_error" TEXT,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "webhook_try" (
    "workspace_id" INTEGER NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "delivery_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ms" INTEGER NOT NULL,
    "status" SMALLINT,
    "error" TEXT,
    "answer" TEXT,

    CONSTRAINT "webhook_try_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "alert" (
    "workspace_id" INTEGER NOT NULL,
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "mail_due_at" TIMESTAMPTZ(3),
    "mail_tries" SMALLINT NOT NULL DEFAULT 0,
    "mailed_to" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "alert_pkey" PRIMARY KEY ("workspace_id","id")
);

CREATE TABLE "alert_settings" (
    "workspace_id" INTEGER NOT NULL,
    "disabled_kinds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "by_mail" BOOLEAN NOT NULL DEFAULT true,
    "recipients" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "no_webhook_minutes" INTEGER NOT NULL DEFAULT 15,
    "budget_percent" INTEGER NOT NULL DEFAULT 80,

    CONSTRAINT "alert_settings_pkey" PRIMARY KEY ("workspace_id")
);

CREATE TABLE "digest_preference" (
    "workspace_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "hour" SMALLINT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "sent_on" DATE,
    "retry_at" TIMESTAMPTZ(3),

    CONSTRAINT "digest_preference_pkey" PRIMARY KEY ("workspace_id","user_id")
);

CREATE INDEX "webhook_delivery_workspace_id_endpoint_id_id_idx" ON "webhook_delivery"("workspace_id", "endpoint_id", "id");
CREATE UNIQUE INDEX "webhook_delivery_workspace_id_endpoint_id_event_id_key" ON "webhook_delivery"("workspace_id", "endpoint_id", "event_id");
CREATE INDEX "webhook_try_workspace_id_delivery_id_id_idx" ON "webhook_try"("workspace_id", "delivery_id", "id");

ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "alert" ADD CONSTRAINT "alert_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "alert_settings" ADD CONSTRAINT "alert_settings_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "digest_preference" ADD CONSTRAINT "digest_preference_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "membership"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is to be sent, and alerts that are open or to be mailed: few rows of tables that grow.
CREATE INDEX "webhook_delivery_due_idx" ON "webhook_delivery" ("workspace_id", "endpoint_id", "due_at") WHERE "state" = 'pending';
CREATE UNIQUE INDEX "alert_open_idx" ON "alert" ("workspace_id", "kind", "key") WHERE "resolved_at" IS NULL;
CREATE INDEX "alert_mail_idx" ON "alert" ("mail_due_at") WHERE "mail_due_at" IS NOT NULL;

-- The functions below are SQL so that triggers can use them: an event or an alert is then written in the
-- transaction of its cause, whoever caused it.

CREATE FUNCTION "iso_instant"("moment" timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- The same cause has the same id, however often it is told.
CREATE FUNCTION "webhook_event_id"("workspace" int, "type" text, "key" text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'evt_' || left(encode(sha256(convert_to(workspace || '|' || type || '|' || key, 'UTF8')), 'hex'), 32)
$$;

CREATE FUNCTION "enqueue_webhook_event"("workspace" int, "event_type" text, "key" text, "payload" jsonb, "occurred" timestamptz)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  n int;
BEGIN
  INSERT INTO webhook_delivery (workspace_id, endpoint_id, event_id, type, data, occurred_at)
  SELECT p.workspace_id, p.id, webhook_event_id(workspace, event_type, key), event_type, payload, occurred
  FROM webhook_endpoint p WHERE p.workspace_id = workspace AND event_type = ANY (p.events)
  ON CONFLICT (workspace_id, endpoint_id, event_id) DO NOTHING;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- Opens an alert unless one of its kind and key is open. Returns its id, or null.
CREATE FUNCTION "raise_alert"("workspace" int, "alert_kind" text, "alert_key" text, "alert_params" jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  settings alert_settings;
  made alert;
BEGIN
  SELECT * INTO settings FROM alert_settings s WHERE s.workspace_id = workspace;
  IF alert_kind = ANY (settings.disabled_kinds) THEN
    RETURN NULL;
  END IF;
  INSERT INTO alert (workspace_id, kind, key, params, mail_due_at)
  VALUES (workspace, alert_kind, alert_key, alert_params, CASE WHEN coalesce(settings.by_mail, true) THEN now() END)
  ON CONFLICT (workspace_id, kind, key) WHERE resolved_at IS NULL DO NOTHING
  RETURNING * INTO made;
  IF made.id IS NOT NULL THEN
    PERFORM enqueue_webhook_event(workspace, 'alert', made.id || ':opened', jsonb_build_object('id', made.id::text, 'state', 'opened',
      'kind', made.kind, 'key', made.key, 'params', made.params, 'openedAt', iso_instant(made.opened_at), 'resolvedAt', NULL), made.opened_at);
  END IF;
  RETURN made.id;
END $$;

-- Returns how many were open: 0 or 1. What was not mailed by now need not be.
CREATE FUNCTION "resolve_alert"("workspace" int, "alert_kind" text, "alert_key" text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  done alert;
BEGIN
  UPDATE alert a SET resolved_at = now(), mail_due_at = NULL
  WHERE a.workspace_id = workspace AND a.kind = alert_kind AND a.key = alert_key AND a.resolved_at IS NULL RETURNING * INTO done;
  IF done.id IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM enqueue_webhook_event(workspace, 'alert', done.id || ':resolved', jsonb_build_object('id', done.id::text, 'state', 'resolved',
    'kind', done.kind, 'key', done.key, 'params', done.params, 'openedAt', iso_instant(done.opened_at),
    'resolvedAt', iso_instant(done.resolved_at)), done.resolved_at);
  RETURN 1;
END $$;

-- The circuit breaker's stop and a person's going on, whichever part of the product wrote them.
CREATE FUNCTION "tell_of_breaker"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  about jsonb;
BEGIN
  IF NEW.fallback_stopped_at IS NULL THEN
    PERFORM resolve_alert(NEW.workspace_id, 'breaker', NEW.id::text);
    RETURN NULL;
  END IF;
  about := jsonb_build_object('campaignId', NEW.id::text, 'campaign', NEW.name,
    'code', split_part(coalesce(NEW.fallback_stopped_why, ''), ':', 1),
    'detail', substr(coalesce(NEW.fallback_stopped_why, ''), strpos(coalesce(NEW.fallback_stopped_why, ''), ':') + 1));
  PERFORM raise_alert(NEW.workspace_id, 'breaker', NEW.id::text, about);
  PERFORM enqueue_webhook_event(NEW.workspace_id, 'campaign.breaker_tripped', NEW.id || ':' || iso_instant(NEW.fallback_stopped_at),
    about || jsonb_build_object('stoppedAt', iso_instant(NEW.fallback_stopped_at)), NEW.fallback_stopped_at);
  RETURN NULL;
END $$;
CREATE TRIGGER "campaign_breaker_told" AFTER UPDATE OF "fallback_stopped_at" ON "campaign"
  FOR EACH ROW WHEN ((OLD.fallback_stopped_at IS NULL) <> (NEW.fallback_stopped_at IS NULL))
  EXECUTE FUNCTION "tell_of_breaker"();

-- The end of an attempt. A delivery that is heard of after a failure is a second event.
CREATE FUNCTION "tell_of_attempt"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM webhook_endpoint p WHERE p.workspace_id = NEW.workspace_id AND 'attempt.settled' = ANY (p.events)) THEN
    RETURN NULL;
  END IF;
  PERFORM enqueue_webhook_event(NEW.workspace_id, 'attempt.settled', NEW.id || ':' || NEW.state, jsonb_build_object(
    'attemptId', NEW.id, 'messageId', NEW.message_id::text, 'campaignId', NEW.campaign_id::text,
    'connectionId', NEW.connection_id::text, 'channel', CASE NEW.channel WHEN 2 THEN 'voice' ELSE 'sms' END,
    'state', NEW.state, 'why', NEW.why, 'cause', NEW.cause, 'recipient', NEW.recipient,
    'providerMessageId', NEW.provider_message_id, 'errorCode', NEW.error_code, 'errorText', NEW.error_text,
    'answeredBy', NEW.answered_by, 'confirmed', NEW.confirmed, 'priceMicros', NEW.price_micros,
    'estimateMicros', NEW.estimate_micros, 'triggeredAt', iso_instant(NEW.triggered_at),
    'dispatchedAt', iso_instant(NEW.dispatched_at), 'endedAt', iso_instant(NEW.ended_at)), coalesce(NEW.ended_at, now()));
  RETURN NULL;
END $$;
CREATE TRIGGER "fallback_attempt_told" AFTER UPDATE OF "state" ON "fallback_attempt"
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state IN ('delivered', 'failed', 'cancelled', 'skipped'))
  EXECUTE FUNCTION "tell_of_attempt"();
