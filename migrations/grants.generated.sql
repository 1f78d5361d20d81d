-- Written by npm run generate from schema/*.graphql and resolvers/domain.ts. Do not edit.
-- Run by npm run grants. A role a scope; what it holds here and on no other table is all that it may do.

CREATE ROLE "promos.read";
CREATE ROLE "promos.write";
CREATE ROLE "promos.publish";
CREATE ROLE "rides.read";
CREATE ROLE "rides.write";
CREATE ROLE "revenue.read";
CREATE ROLE "users.read";
CREATE ROLE "users.pii.read";
CREATE ROLE "users.write";
CREATE ROLE "vehicles.read";
CREATE ROLE "vehicles.write";
CREATE ROLE "users.write_and_vehicles.write";
CREATE ROLE gateway_reader LOGIN;
CREATE ROLE gateway_writer LOGIN;

-- promos.read
GRANT SELECT ON TABLE promo_codes TO "promos.read";
REVOKE INSERT, UPDATE, DELETE ON TABLE promo_codes FROM "promos.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE rides FROM "promos.read";
GRANT SELECT ON TABLE user_promo_codes TO "promos.read";
REVOKE INSERT, UPDATE, DELETE ON TABLE user_promo_codes FROM "promos.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE users FROM "promos.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicle_location_histories FROM "promos.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicles FROM "promos.read";

-- promos.write
GRANT SELECT ON TABLE promo_codes TO "promos.write";
REVOKE INSERT, UPDATE, DELETE ON TABLE promo_codes FROM "promos.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE rides FROM "promos.write";
GRANT SELECT, INSERT, UPDATE ON TABLE user_promo_codes TO "promos.write";
REVOKE DELETE ON TABLE user_promo_codes FROM "promos.write";
GRANT SELECT ON TABLE users TO "promos.write";
REVOKE INSERT, UPDATE, DELETE ON TABLE users FROM "promos.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicle_location_histories FROM "promos.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicles FROM "promos.write";

-- promos.publish
GRANT SELECT, INSERT, UPDATE ON TABLE promo_codes TO "promos.publish";
REVOKE DELETE ON TABLE promo_codes FROM "promos.publish";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE rides FROM "promos.publish";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE user_promo_codes FROM "promos.publish";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE users FROM "promos.publish";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicle_location_histories FROM "promos.publish";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicles FROM "promos.publish";

-- rides.read
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE promo_codes FROM "rides.read";
GRANT SELECT ON TABLE rides TO "rides.read";
REVOKE INSERT, UPDATE, DELETE ON TABLE rides FROM "rides.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE user_promo_codes FROM "rides.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE users FROM "rides.read";
GRANT SELECT ON TABLE vehicle_location_histories TO "rides.read";
REVOKE INSERT, UPDATE, DELETE ON TABLE vehicle_location_histories FROM "rides.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicles FROM "rides.read";

-- rides.write
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE promo_codes FROM "rides.write";
GRANT SELECT, INSERT, UPDATE ON TABLE rides TO "rides.write";
REVOKE DELETE ON TABLE rides FROM "rides.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE user_promo_codes FROM "rides.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE users FROM "rides.write";
GRANT SELECT, INSERT, UPDATE ON TABLE vehicle_location_histories TO "rides.write";
REVOKE DELETE ON TABLE vehicle_location_histories FROM "rides.write";
GRANT SELECT, INSERT, UPDATE ON TABLE vehicles TO "rides.write";
REVOKE DELETE ON TABLE vehicles FROM "rides.write";

-- revenue.read
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE promo_codes FROM "revenue.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE rides FROM "revenue.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE user_promo_codes FROM "revenue.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE users FROM "revenue.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicle_location_histories FROM "revenue.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicles FROM "revenue.read";

-- users.read
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE promo_codes FROM "users.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE rides FROM "users.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE user_promo_codes FROM "users.read";
GRANT SELECT ON TABLE users TO "users.read";
REVOKE INSERT, UPDATE, DELETE ON TABLE users FROM "users.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicle_location_histories FROM "users.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicles FROM "users.read";

-- users.pii.read
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE promo_codes FROM "users.pii.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE rides FROM "users.pii.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE user_promo_codes FROM "users.pii.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE users FROM "users.pii.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicle_location_histories FROM "users.pii.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicles FROM "users.pii.read";

-- users.write
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE promo_codes FROM "users.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE rides FROM "users.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE user_promo_codes FROM "users.write";
GRANT SELECT, INSERT, UPDATE ON TABLE users TO "users.write";
REVOKE DELETE ON TABLE users FROM "users.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicle_location_histories FROM "users.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicles FROM "users.write";

-- vehicles.read
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE promo_codes FROM "vehicles.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE rides FROM "vehicles.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE user_promo_codes FROM "vehicles.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE users FROM "vehicles.read";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicle_location_histories FROM "vehicles.read";
GRANT SELECT ON TABLE vehicles TO "vehicles.read";
REVOKE INSERT, UPDATE, DELETE ON TABLE vehicles FROM "vehicles.read";

-- vehicles.write
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE promo_codes FROM "vehicles.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE rides FROM "vehicles.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE user_promo_codes FROM "vehicles.write";
GRANT SELECT ON TABLE users TO "vehicles.write";
REVOKE INSERT, UPDATE, DELETE ON TABLE users FROM "vehicles.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicle_location_histories FROM "vehicles.write";
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE vehicles TO "vehicles.write";

-- users.write and vehicles.write
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE promo_codes FROM "users.write_and_vehicles.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE rides FROM "users.write_and_vehicles.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE user_promo_codes FROM "users.write_and_vehicles.write";
GRANT SELECT, INSERT, UPDATE ON TABLE users TO "users.write_and_vehicles.write";
REVOKE DELETE ON TABLE users FROM "users.write_and_vehicles.write";
REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLE vehicle_location_histories FROM "users.write_and_vehicles.write";
GRANT SELECT, INSERT, UPDATE ON TABLE vehicles TO "users.write_and_vehicles.write";
REVOKE DELETE ON TABLE vehicles FROM "users.write_and_vehicles.write";

-- Queries run as the reader, with all that any scope reads: which of it a caller sees is settled before.
GRANT "promos.read" TO gateway_reader;
GRANT "rides.read" TO gateway_reader;
GRANT "revenue.read" TO gateway_reader;
GRANT "users.read" TO gateway_reader;
GRANT "users.pii.read" TO gateway_reader;
GRANT "vehicles.read" TO gateway_reader;
REVOKE "promos.write" FROM gateway_reader;
REVOKE "promos.publish" FROM gateway_reader;
REVOKE "rides.write" FROM gateway_reader;
REVOKE "users.write" FROM gateway_reader;
REVOKE "vehicles.write" FROM gateway_reader;
REVOKE "users.write_and_vehicles.write" FROM gateway_reader;

-- Mutations run as the writer, which takes the role of the mutation inside its transaction.
GRANT "promos.write" TO gateway_writer;
GRANT "promos.publish" TO gateway_writer;
GRANT "rides.write" TO gateway_writer;
GRANT "users.write" TO gateway_writer;
GRANT "vehicles.write" TO gateway_writer;
GRANT "users.write_and_vehicles.write" TO gateway_writer;
REVOKE "promos.read" FROM gateway_writer;
REVOKE "rides.read" FROM gateway_writer;
REVOKE "revenue.read" FROM gateway_writer;
REVOKE "users.read" FROM gateway_writer;
REVOKE "users.pii.read" FROM gateway_writer;
REVOKE "vehicles.read" FROM gateway_writer;
