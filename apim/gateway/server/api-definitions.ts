import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ApiDefinition, readApiDefinition } from '../statements/validate/api-definition.ts';
import { JsonSchemas } from '../statements/validate/json-schema.ts';
import { ConfigurationError, type GatewayConfiguration } from './configuration.ts';

/** Definitions by the API's id, and the configuration with the operations that they bring. */
export type ApiDefinitions = {
  readonly configuration: GatewayConfiguration;
  readonly definitions: ReadonlyMap<string, ApiDefinition>;
};

/** Reads the definitions of APIs: an API without operations gets those of its definition, as an import would. */
export function readApiDefinitions(folder: string, configuration: GatewayConfiguration): ApiDefinitions {
  const definitions = new Map<string, ApiDefinition>();
  const apis = configuration.apis.map((api) => {
    if (api.definition === undefined) return api;
    const definition = definitionOf(resolve(folder, api.definition));
    definitions.set(api.id, definition);
    return api.operations.length > 0 ? api : { ...api, operations: [...definition.operations] };
  });
  return { configuration: { ...configuration, apis }, definitions };
}

/** Reads the schemas of validate-content. */
export function readSchemas(folder: string, { schemas }: GatewayConfiguration): Map<string, JsonSchemas> {
  return new Map(
    Object.entries(schemas).map(([id, file]) => [id, new JsonSchemas(jsonOf(resolve(folder, file)))]),
  );
}

function definitionOf(file: string): ApiDefinition {
  const document = jsonOf(file);
  try {
    return readApiDefinition(document);
  } catch (cause) {
    throw new ConfigurationError(`${file}: ${(cause as Error).message}`, { cause });
  }
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'it is not JSON';
    throw new ConfigurationError(`${file} cannot be read (${reason})`, { cause });
  }
}
