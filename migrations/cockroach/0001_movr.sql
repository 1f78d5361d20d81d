-- The regions must be localities of the cluster's nodes (`SHOW REGIONS FROM CLUSTER`); {{database}} is the database of
-- the connection. Every schema change is a transaction of its own, and may run again after an interrupted migration.

ALTER DATABASE {{database}} SET PRIMARY REGION "eastus";
ALTER DATABASE {{database}} ADD REGION IF NOT EXISTS "westeurope";
ALTER DATABASE {{database}} ADD REGION IF NOT EXISTS "southeastasia";

CREATE TABLE IF NOT EXISTS users (
  crdb_region crdb_internal_region NOT NULL,
  id uuid NOT NULL,
  city varchar NOT NULL,
  name varchar,
  address varchar,
  credit_card varchar,
  version int4 NOT NULL DEFAULT 1,
  PRIMARY KEY (crdb_region, id)
) LOCALITY REGIONAL BY ROW AS crdb_region;

CREATE TABLE IF NOT EXISTS vehicles (
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
) LOCALITY REGIONAL BY ROW AS crdb_region;

CREATE INDEX IF NOT EXISTS vehicles_owner ON vehicles (crdb_region, owner_id, creation_time, id);
CREATE INDEX IF NOT EXISTS vehicles_newest ON vehicles (crdb_region, creation_time, id);

CREATE TABLE IF NOT EXISTS rides (
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
) LOCALITY REGIONAL BY ROW AS crdb_region;

CREATE INDEX IF NOT EXISTS rides_rider ON rides (crdb_region, rider_id, start_time, id);
CREATE INDEX IF NOT EXISTS rides_vehicle ON rides (crdb_region, vehicle_id, start_time, id);
CREATE INDEX IF NOT EXISTS rides_newest ON rides (crdb_region, start_time, id);

CREATE TABLE IF NOT EXISTS vehicle_location_histories (
  crdb_region crdb_internal_region NOT NULL,
  city varchar NOT NULL,
  ride_id uuid NOT NULL,
  "timestamp" timestamp NOT NULL,
  lat float8,
  long float8,
  PRIMARY KEY (crdb_region, ride_id, "timestamp"),
  FOREIGN KEY (crdb_region, ride_id) REFERENCES rides (crdb_region, id)
) LOCALITY REGIONAL BY ROW AS crdb_region;

CREATE INDEX IF NOT EXISTS vehicle_location_histories_newest
  ON vehicle_location_histories (crdb_region, "timestamp", ride_id);

CREATE TABLE IF NOT EXISTS promo_codes (
  code varchar NOT NULL,
  description varchar,
  creation_time timestamp NOT NULL,
  expiration_time timestamp,
  rules jsonb,
  version int4 NOT NULL DEFAULT 1,
  PRIMARY KEY (code)
) LOCALITY GLOBAL;

CREATE TABLE IF NOT EXISTS user_promo_codes (
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
) LOCALITY REGIONAL BY ROW AS crdb_region;

CREATE INDEX IF NOT EXISTS user_promo_codes_newest ON user_promo_codes (crdb_region, "timestamp", user_id, code);
CREATE INDEX IF NOT EXISTS user_promo_codes_user ON user_promo_codes (crdb_region, user_id, "timestamp", code);
