-- For what callers filter and order by beside the keys: see `npm run check:indexes`.

CREATE INDEX users_city ON users (crdb_region, city, id);
CREATE INDEX vehicles_city ON vehicles (crdb_region, city, id);
CREATE INDEX vehicles_status ON vehicles (crdb_region, status, creation_time, id);
CREATE INDEX rides_city ON rides (crdb_region, city, id);
CREATE INDEX promo_codes_newest ON promo_codes (creation_time, code);
CREATE INDEX user_promo_codes_code ON user_promo_codes (crdb_region, code, user_id);
