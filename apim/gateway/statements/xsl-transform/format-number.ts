/** `format-number` (XSLT 1.0, section 12.3) in the default decimal format. */
export function formatNumber(value: number, pattern: string): string {
  if (Number.isNaN(value)) return 'NaN';
  const [positive = '', negative] = pattern.split(';', 2);
  const isNegative = value < 0;
  const form = isNegative && negative !== undefined ? negative : positive;
  const [, prefix = '', digits = '', suffix = ''] = /^([^#0,.]*)([#0,.]*)(.*)$/s.exec(form) ?? [];
  const sign = isNegative && negative === undefined ? '-' : '';
  const text = Number.isFinite(value) ? formatDigits(Math.abs(value) * scaleOf(form), digits) : 'Infinity';
  return `${sign}${prefix}${text}${suffix}`;
}

function scaleOf(form: string): number {
  if (form.includes('%')) return 100;
  return form.includes('\u2030') ? 1000 : 1;
}

function formatDigits(value: number, digits: string): string {
  const [whole = '', fraction = ''] = digits.split('.', 2);
  const leastFraction = fraction.replaceAll(/[^0]/g, '').length;
  const leastWhole = whole.replaceAll(/[^0]/g, '').length;
  const [integer = '0', decimals = ''] = value.toFixed(Math.min(fraction.length, 20)).split('.');
  const shortened = decimals.replace(/0+$/, '').padEnd(leastFraction, '0');
  const padded = (integer === '0' && leastWhole === 0 ? '' : integer).padStart(leastWhole, '0');
  const group = whole.includes(',') ? whole.length - whole.lastIndexOf(',') - 1 : 0;
  const grouped =
    group > 0 ? padded.replaceAll(new RegExp(`(?<=\\d)(?=(?:\\d{${group}})+$)`, 'g'), ',') : padded;
  return shortened === '' ? grouped || '0' : `${grouped}.${shortened}`;
}
