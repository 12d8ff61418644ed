-- A reader that has seen sequence n must never miss a smaller one that commits later. So the final number is given at
-- commit, one transaction after the other: deferred triggers run when every other lock of the transaction is already
-- held, hence no deadlock, and the lock lasts for the commit only. NOTIFY then carries the number.
CREATE FUNCTION virga_number_live_event() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  next_seq bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(72107370);
  next_seq := nextval('live_event_seq_seq');
  UPDATE live_event SET seq = next_seq WHERE seq = NEW.seq;
  PERFORM pg_notify('virga_live', next_seq::text);
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER live_event_number AFTER INSERT ON live_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION virga_number_live_event();

CREATE INDEX live_event_at ON live_event (at);
