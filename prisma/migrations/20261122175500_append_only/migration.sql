-- Audit and custody are append only: the runtime roles have no other grant, and these triggers stop anyone who does,
-- the owner included, until he changes the schema itself (which the migrations table and a custody head then tell).
CREATE FUNCTION virga_refuse_change() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION virga_refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION virga_refuse_change();
CREATE TRIGGER custody_entry_append_only BEFORE UPDATE OR DELETE ON custody_entry
  FOR EACH ROW EXECUTE FUNCTION virga_refuse_change();
CREATE TRIGGER custody_entry_no_truncate BEFORE TRUNCATE ON custody_entry
  FOR EACH STATEMENT EXECUTE FUNCTION virga_refuse_change();
CREATE TRIGGER custody_head_append_only BEFORE UPDATE OR DELETE ON custody_head
  FOR EACH ROW EXECUTE FUNCTION virga_refuse_change();
CREATE TRIGGER custody_head_no_truncate BEFORE TRUNCATE ON custody_head
  FOR EACH STATEMENT EXECUTE FUNCTION virga_refuse_change();

-- ALWAYS: session_replication_role does not switch them off.
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_append_only;
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_truncate;
ALTER TABLE custody_entry ENABLE ALWAYS TRIGGER custody_entry_append_only;
ALTER TABLE custody_entry ENABLE ALWAYS TRIGGER custody_entry_no_truncate;
ALTER TABLE custody_head ENABLE ALWAYS TRIGGER custody_head_append_only;
ALTER TABLE custody_head ENABLE ALWAYS TRIGGER custody_head_no_truncate;

-- The chain has no gaps and no forks, whatever a program does: number n follows n - 1 and names its hash.
CREATE FUNCTION virga_check_custody_link() RETURNS trigger
  LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  SELECT number, entry_hash INTO last FROM custody_entry WHERE case_id = NEW.case_id ORDER BY number DESC LIMIT 1;
  IF NEW.number <> COALESCE(last.number, 0) + 1 THEN
    RAISE EXCEPTION 'custody entry % does not follow %', NEW.number, COALESCE(last.number, 0)
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.previous_hash <> COALESCE(last.entry_hash, repeat('0', 64)) THEN
    RAISE EXCEPTION 'custody entry % does not name the hash of the one before', NEW.number
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER custody_entry_link BEFORE INSERT ON custody_entry
  FOR EACH ROW EXECUTE FUNCTION virga_check_custody_link();
ALTER TABLE custody_entry ENABLE ALWAYS TRIGGER custody_entry_link;
