-- A published version never changes: runs finish on the version on which they began, and numbers belong to
-- one version. It goes only with its flow.
CREATE FUNCTION flow_version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'version % of flow % is published and never changes', OLD.version, OLD.flow_id;
END $$;

CREATE TRIGGER flow_version_is_immutable BEFORE UPDATE ON "flow_version"
  FOR EACH ROW EXECUTE FUNCTION flow_version_is_immutable();
