-- virga_app: web and collect. virga_parse: the process without secrets and network. virga_read: queries of people.
-- The owner runs migrations only. Logins and passwords are set by the installation (provisionRoles).
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['virga_app', 'virga_parse', 'virga_read'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', role_name);
    END IF;
  END LOOP;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO virga_app, virga_parse, virga_read;

-- app: everything but changing what is append only, and nothing of the migrations table.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO virga_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO virga_app;
REVOKE ALL ON _prisma_migrations FROM virga_app;
REVOKE UPDATE, DELETE ON audit_entry, custody_entry, custody_head FROM virga_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO virga_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO virga_app;

-- parse: what parsing one item and rendering one report need. No secrets, sessions, tokens or password hashes.
GRANT SELECT ON "case", case_account, case_note, acquisition, acquisition_log, coverage_entry, evidence_item, parse_run,
  custody_entry, custody_head, timeline_event, annotation, event_comment, saved_search, inventory_item,
  evaporation_clock, containment_action, action_step, report, report_file, setting, live_event TO virga_parse;
GRANT SELECT (id, provider, name, external_account_id, kind, staged, regions, organization_id, log_archive_id)
  ON cloud_account TO virga_parse;
GRANT SELECT (id, name, role) ON "user" TO virga_parse;
GRANT SELECT (case_id, user_id, added_at) ON case_member TO virga_parse;
GRANT INSERT ON acquisition_log, coverage_entry, parse_run, custody_entry, audit_entry, timeline_event, inventory_item,
  report_file, live_event TO virga_parse;
GRANT UPDATE ON parse_run, evidence_item, acquisition, coverage_entry, timeline_event, inventory_item, report,
  report_file TO virga_parse;
GRANT DELETE ON coverage_entry, timeline_event, report_file TO virga_parse;
-- INSERT … RETURNING reads the row's own key back.
GRANT SELECT (id) ON audit_entry TO virga_parse;
GRANT SELECT, INSERT, UPDATE ON process_heartbeat TO virga_parse;
GRANT USAGE ON SEQUENCE acquisition_log_id_seq, audit_entry_id_seq, live_event_seq_seq TO virga_parse;

-- read: interactive queries, read only.
GRANT SELECT ON "case", case_member, case_account, case_note, acquisition, acquisition_log, coverage_entry,
  evidence_item, parse_run, custody_entry, custody_head, timeline_event, annotation, annotation_change, event_comment,
  saved_search, inventory_item, inventory_run, evaporation_clock, containment_action, action_step, report, upload
  TO virga_read;
GRANT SELECT (id, name, role) ON "user" TO virga_read;
