import { once } from 'node:events';
import { pino } from 'pino';
import { MeridianError } from '../errors.ts';
import type { AuditRecord } from './audit-record.ts';

/** Where audit records go. */
export interface AuditTrail {
  write(record: AuditRecord): void;
  /** Writes what is left. */
  close(): Promise<void>;
}

/** More than this waiting to be written means that the disk does not keep up. */
const mostWaitingBytes = 64 * 1024 * 1024;

/**
 * Opens an audit trail in a file, which is appended to: one JSON line an operation. Writing does not hold up answers.
 * @param onLoss told, with the reason, when a record could not be kept
 * @throws MeridianError UNAVAILABLE where the file cannot be written
 */
export async function openAuditTrail(path: string, onLoss: (reason: unknown) => void): Promise<AuditTrail> {
  const file = pino.destination({
    dest: path,
    sync: false,

    mode: 0o600,
    maxLength: mostWaitingBytes,
  });
  try {
    await once(file, 'ready');
  } catch (error) {
    throw new MeridianError('UNAVAILABLE', 'The audit trail cannot be written.', {}, { cause: error });
  }
  file.on('error', onLoss);
  file.on('drop', () => onLoss(new Error('The disk does not keep up')));
  return {
    write: (record) => void file.write(`${JSON.stringify(record)}\n`),
    close: async () => {
      const closed = once(file, 'close');
      file.end();
      await closed;
    },
  };
}
