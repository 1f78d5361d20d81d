/** The four sections of a policy document. */
export type Section = 'inbound' | 'backend' | 'outbound' | 'on-error';

/** All sections. */
export const EVERYWHERE: readonly Section[] = ['inbound', 'backend', 'outbound', 'on-error'];
