import { dirname } from 'node:path';
import { ConfigurationError, type GatewayConfiguration, readConfiguration } from '../server/configuration.ts';
import { CommandFailure, readJson } from './command.ts';

/** A configuration file, with the folder that its paths are relative to. */
export type LoadedConfiguration = {
  readonly configuration: GatewayConfiguration;
  readonly policiesFolder: string;
};

/** Reads a configuration file; environment variables are put in where it refers to them. */
export function loadConfiguration(file: string): LoadedConfiguration {
  const given = readJson(file);
  try {
    return { configuration: readConfiguration(given, process.env), policiesFolder: dirname(file) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new CommandFailure(`${file}: ${error.message.replaceAll('\n', `\n${file}: `)}`, { cause: error });
  }
}
