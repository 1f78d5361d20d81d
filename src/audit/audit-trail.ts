import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
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
  const handle = await open(path, 'a', 0o600).catch((cause: unknown) => {
    throw new MeridianError('UNAVAILABLE', 'The audit trail cannot be written.', {}, { cause });
  });
  const file = handle.createWriteStream();
  file.on('error', onLoss);
  return {
    write: (record) => {
      if (file.destroyed) onLoss(new Error('The file is closed'));
      else if (file.writableLength > mostWaitingBytes) onLoss(new Error('The disk does not keep up'));
      else file.write(`${JSON.stringify(record)}\n`);
    },
    close: async () => {
      file.end();
      // What went wrong was told already.
      await finished(file).catch(() => {});
    },
  };
}
