-- Rows of a case that Prisma's models reach through their case id only.
ALTER TABLE inventory_item ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
ALTER TABLE inventory_run ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
ALTER TABLE evaporation_clock ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
ALTER TABLE evaporation_clock ADD FOREIGN KEY (case_id, acquisition_id) REFERENCES acquisition (case_id, id);
ALTER TABLE coverage_entry ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
ALTER TABLE coverage_entry ADD FOREIGN KEY (case_id, acquisition_id) REFERENCES acquisition (case_id, id);
ALTER TABLE custody_entry ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
ALTER TABLE custody_entry ADD FOREIGN KEY (case_id, evidence_id) REFERENCES evidence_item (case_id, id);
ALTER TABLE custody_head ADD FOREIGN KEY (case_id, number) REFERENCES custody_entry (case_id, number);
ALTER TABLE upload ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
ALTER TABLE upload ADD FOREIGN KEY (case_id, evidence_id) REFERENCES evidence_item (case_id, id);
ALTER TABLE annotation ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
ALTER TABLE annotation_change ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
ALTER TABLE event_comment ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
ALTER TABLE saved_search ADD FOREIGN KEY (case_id) REFERENCES "case" (id);
