-- Rows of a reparse wait here, unseen, until they take the place of the item's present rows in one step (forensics.md, 7).
CREATE TABLE timeline_event_beside (
  run text NOT NULL,
  LIKE timeline_event INCLUDING DEFAULTS,
  PRIMARY KEY (case_id, evidence_id, run, id)
);
GRANT SELECT, INSERT, DELETE ON timeline_event_beside TO virga_parse;
