/** Text that stands between `<!-- generated:name -->` and `<!-- /generated:name -->`, by name. */
export type Regions = ReadonlyMap<string, string>;

const REGION = /^([ \t]*)<!-- generated:([a-z-]+) -->\n[\s\S]*?^[ \t]*<!-- \/generated:\2 -->$/gm;

/**
 * Replaces what stands in the marked regions of a document, indented as the mark is. The rest is somebody's own.
 * @throws Error for a region that nothing is generated for
 */
export function replaceRegions(file: string, document: string, regions: Regions): string {
  return document.replaceAll(REGION, (_region, indent: string, name: string) => {
    const text = regions.get(name);
    if (text === undefined) throw new Error(`${file}: nothing is generated for the region "${name}"`);
    const lines = text.split('\n').map((line) => (line === '' ? line : indent + line));
    return [`${indent}<!-- generated:${name} -->`, ...lines, `${indent}<!-- /generated:${name} -->`].join(
      '\n',
    );
  });
}

/** The names of the regions in a document. */
export function regionsIn(document: string): readonly string[] {
  return [...document.matchAll(REGION)].map((match) => match[2] ?? '');
}
