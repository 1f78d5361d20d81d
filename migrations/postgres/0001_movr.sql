-- PostgreSQL stands in for CockroachDB: a partition a region where CockroachDB has REGIONAL BY ROW, so that EXPLAIN
-- shows which regions a statement reads. The columns, keys, foreign keys and indexes are those of migrations/cockroach.

CREATE TYPE crdb_internal_region AS ENUM ('eastus', 'westeurope', 'southeastasia');

CREATE TABLE users (
  crdb_region crdb_internal_region NOT NULL,
  id uuid NOT NULL,
  city varchar NOT NULL,
  name varchar,
  address varchar,
  credit_card varchar,
  version int4 NOT NULL DEFAULT 1,
  PRIMARY KEY (crdb_region, id)
) PARTITION BY LIST (crdb_region);

CREATE TABLE users_eastus PARTITION OF users FOR VALUES IN ('eastus');
CREATE TABLE users_westeurope PARTITION OF users FOR VALUES IN ('westeurope');
CREATE TABLE users_southeastasia PARTITION OF users FOR VALUES IN ('southeastasia');

CREATE TABLE vehicles (
  crdb_region crdb_internal_region NOT NULL,
  id uuid NOT NULL,
  city varchar NOT NULL,
  type varchar,
  owner_id uuid,
  creation_time timestamp NOT NULL,
  status varchar,
  current_location varchar,
  ext jsonb,
  version int4 NOT NULL DEFAULT 1,
  PRIMARY KEY (crdb_region, id),
  FOREIGN KEY (crdb_region, owner_id) REFERENCES users (crdb_region, id)
) PARTITION BY LIST (crdb_region);

CREATE TABLE vehicles_eastus PARTITION OF vehicles FOR VALUES IN ('eastus');
CREATE TABLE vehicles_westeurope PARTITION OF vehicles FOR VALUES IN ('westeurope');
CREATE TABLE vehicles_southeastasia PARTITION OF vehicles FOR VALUES IN ('southeastasia');

CREATE INDEX vehicles_owner ON vehicles (crdb_region, owner_id, creation_time, id);
CREATE INDEX vehicles_newest ON vehicles (crdb_region, creation_time, id);

CREATE TABLE rides (
  crdb_region crdb_internal_region NOT NULL,
  id uuid NOT NULL,
  city varchar NOT NULL,
  vehicle_city varchar,
  rider_id uuid,
  vehicle_id uuid,
  start_address varchar,
  end_address varchar,
  start_time timestamp NOT NULL,
  end_time timestamp,
  revenue decimal(10,2),
  version int4 NOT NULL DEFAULT 1,
  PRIMARY KEY (crdb_region, id),
  FOREIGN KEY (crdb_region, rider_id) REFERENCES users (crdb_region, id),
  FOREIGN KEY (crdb_region, vehicle_id) REFERENCES vehicles (crdb_region, id),
  CONSTRAINT rides_vehicle_city CHECK (vehicle_city = city)
) PARTITION BY LIST (crdb_region);

CREATE TABLE rides_eastus PARTITION OF rides FOR VALUES IN ('eastus');
CREATE TABLE rides_westeurope PARTITION OF rides FOR VALUES IN ('westeurope');
CREATE TABLE rides_southeastasia PARTITION OF rides FOR VALUES IN ('southeastasia');

CREATE INDEX rides_rider ON rides (crdb_region, rider_id, start_time, id);
CREATE INDEX rides_vehicle ON rides (crdb_region, vehicle_id, start_time, id);
CREATE INDEX rides_newest ON rides (crdb_region, start_time, id);

CREATE TABLE vehicle_location_histories (
  crdb_region crdb_internal_region NOT NULL,
  city varchar NOT NULL,
  ride_id uuid NOT NULL,
  "timestamp" timestamp NOT NULL,
  lat float8,
  long float8,
  PRIMARY KEY (crdb_region, ride_id, "timestamp"),
  FOREIGN KEY (crdb_region, ride_id) REFERENCES rides (crdb_region, id)
) PARTITION BY LIST (crdb_region);

CREATE TABLE vehicle_location_histories_eastus
  PARTITION OF vehicle_location_histories FOR VALUES IN ('eastus');
CREATE TABLE vehicle_location_histories_westeurope
  PARTITION OF vehicle_location_histories FOR VALUES IN ('westeurope');
CREATE TABLE vehicle_location_histories_southeastasia
  PARTITION OF vehicle_location_histories FOR VALUES IN ('southeastasia');

CREATE INDEX vehicle_location_histories_newest
  ON vehicle_location_histories (crdb_region, "timestamp", ride_id);

CREATE TABLE promo_codes (
  code varchar NOT NULL,
  description varchar,
  creation_time timestamp NOT NULL,
  expiration_time timestamp,
  rules jsonb,
  version int4 NOT NULL DEFAULT 1,
  PRIMARY KEY (code)
);

CREATE TABLE user_promo_codes (
  crdb_region crdb_internal_region NOT NULL,
  city varchar NOT NULL,
  user_id uuid NOT NULL,
  code varchar NOT NULL,
  "timestamp" timestamp NOT NULL,
  usage_count int4 NOT NULL DEFAULT 1,
  version int4 NOT NULL DEFAULT 1,
  PRIMARY KEY (crdb_region, user_id, code),
  FOREIGN KEY (crdb_region, user_id) REFERENCES users (crdb_region, id),
  FOREIGN KEY (code) REFERENCES promo_codes (code)
) PARTITION BY LIST (crdb_region);

CREATE TABLE user_promo_codes_eastus PARTITION OF user_promo_codes FOR VALUES IN ('eastus');
CREATE TABLE user_promo_codes_westeurope PARTITION OF user_promo_codes FOR VALUES IN ('westeurope');
CREATE TABLE user_promo_codes_southeastasia PARTITION OF user_promo_codes FOR VALUES IN ('southeastasia');

CREATE INDEX user_promo_codes_newest ON user_promo_codes (crdb_region, "timestamp", user_id, code);
CREATE INDEX user_promo_codes_user ON user_promo_codes (crdb_region, user_id, "timestamp", code);
