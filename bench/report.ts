import { type OperationName, operationNames, titles } from './operations.ts';
import { median } from './statistics.ts';

/** What one peer did with one operation in one round. */
export interface Sample {
  readonly peer: string;
  readonly operation: OperationName;
  readonly round: number;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  /** Milliseconds. */
  readonly p99: number;
  /** CPU milliseconds of the server process, for each request. */
  readonly serverCpu: number;
  readonly errors: number;
}

export interface Report {
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, number>>;
  readonly samples: readonly Sample[];
  /** Statements that one request sends, by peer and operation. */
  readonly statements: Readonly<Record<string, Partial<Record<OperationName, number>>>>;
  /** MiB after the last round, by peer. */
  readonly resident: Readonly<Record<string, number>>;
}

/** The median over rounds of the ratio to the floor within the same round. */
export function ratioToFloor(report: Report, peer: string, operation: OperationName): number {
  const of = (name: string, round: number): number | undefined =>
    report.samples.find((s) => s.peer === name && s.operation === operation && s.round === round)
      ?.requestsPerSecond;
  const rounds = new Set(report.samples.map((sample) => sample.round));
  return median(
    [...rounds].map((round) => (of(peer, round) ?? Number.NaN) / (of('floor', round) ?? Number.NaN)),
  );
}

/** The operations that the run was asked to measure. */
const measured = ({ samples }: Report): OperationName[] =>
  operationNames.filter((name) => samples.some(({ operation }) => operation === name));

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

function table(
  report: Report,
  title: string,
  cell: (peer: string, operation: OperationName) => string,
): string {
  const peers = [...new Set(report.samples.map((sample) => sample.peer))];
  const operations = measured(report);
  return [
    `### ${title}`,
    '',
    row(['', ...operations]),
    row(['---', ...operations.map(() => '---:')]),
    ...peers.map((peer) => row([peer, ...operations.map((operation) => cell(peer, operation))])),
    '',
  ].join('\n');
}

/** The report as Markdown tables. */
export function renderMarkdown(report: Report): string {
  const pick = (
    peer: string,
    operation: OperationName,
    key: 'p50' | 'p99' | 'serverCpu' | 'requestsPerSecond',
  ) => median(report.samples.filter((s) => s.peer === peer && s.operation === operation).map((s) => s[key]));
  return [
    `Machine: ${report.machine}`,
    `Versions: ${Object.entries(report.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
    `Settings: ${Object.entries(report.settings)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`,
    '',
    ...measured(report).map((name) => `- ${name}: ${titles[name]}`),
    '',
    table(report, 'Requests a second, as a ratio to the floor (median of the rounds)', (peer, operation) =>
      ratioToFloor(report, peer, operation).toFixed(2),
    ),
    table(report, 'Requests a second', (peer, operation) =>
      pick(peer, operation, 'requestsPerSecond').toFixed(0),
    ),
    table(
      report,
      'p50 / p99, milliseconds',
      (peer, operation) =>
        `${pick(peer, operation, 'p50').toFixed(0)} / ${pick(peer, operation, 'p99').toFixed(0)}`,
    ),
    table(report, 'CPU milliseconds of the server process a request', (peer, operation) =>
      pick(peer, operation, 'serverCpu').toFixed(2),
    ),
    table(report, 'Statements a request', (peer, operation) =>
      String(report.statements[peer]?.[operation] ?? ''),
    ),
    '### Resident memory after the last round, MiB',
    '',
    ...Object.entries(report.resident).map(([peer, mebibytes]) => `- ${peer}: ${mebibytes.toFixed(0)}`),
    '',
  ].join('\n');
}

/** A bar chart of the ratios to the floor as SVG: one group an operation, one bar a peer. */
export function renderPlot(report: Report): string {
  const peers = [...new Set(report.samples.map((sample) => sample.peer))].filter((peer) => peer !== 'floor');
  const operations = measured(report);
  const colours = ['#2563eb', '#60a5fa', '#16a34a', '#d97706', '#dc2626', '#7c3aed'];
  const [bar, gap, height, left, top] = [18, 26, 240, 50, 40];
  const group = peers.length * bar + gap;
  const width = left + operations.length * group + 20;
  const highest = Math.max(
    1,
    ...operations.flatMap((operation) => peers.map((peer) => ratioToFloor(report, peer, operation) || 0)),
  );
  const y = (ratio: number): number => top + height * (1 - ratio / highest);
  const bars = operations.flatMap((operation, g) =>
    peers.map((peer, p) => {
      const ratio = ratioToFloor(report, peer, operation) || 0;
      const x = left + g * group + p * bar;
      return `<rect x="${x}" y="${y(ratio).toFixed(1)}" width="${bar - 2}" height="${(top + height - y(ratio)).toFixed(1)}" fill="${colours[p % colours.length]}"><title>${peer} ${operation}: ${ratio.toFixed(2)}</title></rect>`;
    }),
  );
  const labels = operations.map(
    (operation, g) =>
      `<text x="${left + g * group + (peers.length * bar) / 2}" y="${top + height + 18}" text-anchor="middle">${operation}</text>`,
  );
  const lines = [0.25, 0.5, 0.75, 1].map(
    (ratio) =>
      `<line x1="${left}" x2="${width - 20}" y1="${y(ratio)}" y2="${y(ratio)}" stroke="${ratio === 1 ? '#111827' : '#e5e7eb'}"/><text x="${left - 6}" y="${y(ratio) + 4}" text-anchor="end">${ratio}</text>`,
  );
  const legend = peers.map((peer, p) => {
    const x = left + (p % 3) * 230;
    const at = top + height + 40 + Math.floor(p / 3) * 18;
    return `<rect x="${x}" y="${at - 10}" width="10" height="10" fill="${colours[p % colours.length]}"/><text x="${x + 16}" y="${at}">${peer}</text>`;
  });
  const total = top + height + 50 + Math.ceil(peers.length / 3) * 18;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.max(width, left + 700)}" height="${total}" font-family="system-ui, sans-serif" font-size="12">`,
    '<title>Requests a second of each peer as a ratio to the floor, by operation</title>',
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="${left}" y="20" font-size="14">Requests a second as a ratio to the floor (= 1)</text>`,
    ...lines,
    ...bars,
    ...labels,
    ...legend,
    '</svg>',
    '',
  ].join('\n');
}
