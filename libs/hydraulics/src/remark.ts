/** What a remark or tag of an element says beyond hydraulics; null: not said. */
export interface Remark {
  name: string | null;
  material: string | null;
  /** `YYYY-MM-DD`; a bare year is its first of January. */
  installedOn: string | null;
}

const materialWords = new Map(
  Object.entries({
    pvc: 'PVC', upvc: 'PVC-U', pvcu: 'PVC-U', 'pvc-u': 'PVC-U', pvco: 'PVC-O', 'pvc-o': 'PVC-O', pe: 'PE', pe80: 'PE80', pe100: 'PE100', hdpe: 'HDPE', mdpe: 'MDPE', di: 'ductile iron',
    dip: 'ductile iron', ci: 'cast iron', cip: 'cast iron', gi: 'galvanised iron', ac: 'asbestos cement', st: 'steel',
    steel: 'steel', grp: 'GRP', conc: 'concrete', concrete: 'concrete', copper: 'copper', cu: 'copper', lead: 'lead',
  }),
); // prettier-ignore

/**
 * Reads `key=value` parts, separated by commas, from an element's comment and tag; a lone word that is a known
 * material (`PVC`, `DI`) counts as material. The comment wins over the tag.
 */
export function readRemark(comment: string | null, tag: string | null): Remark {
  const remark: Remark = { name: null, material: null, installedOn: null };
  for (const text of [comment, tag]) {
    if (text === null) continue;
    for (const part of text.split(',')) {
      const [key = '', ...rest] = part.split('=');
      const value = rest.join('=').trim().slice(0, 100);
      const word = key.trim().toLowerCase();
      if (rest.length === 0) remark.material ??= materialWords.get(word) ?? null;
      else if (value === '') continue;
      else if (word === 'name') remark.name ??= value;
      else if (word === 'material') remark.material ??= materialWords.get(value.toLowerCase()) ?? value;
      else if (word === 'installed' || word === 'year') remark.installedOn ??= readDay(value);
    }
  }
  return remark;
}

function readDay(value: string): string | null {
  if (/^(1[89]|20)\d\d$/.test(value)) return `${value}-01-01`;
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value) ? value : null;
}

/** The remark in the form that {@link readRemark} reads; an empty string when nothing is known. */
export function writeRemark(remark: Partial<Remark>): string {
  const parts = [
    remark.name ? `name=${remark.name}` : null,
    remark.material ? `material=${remark.material}` : null,
    remark.installedOn ? `installed=${remark.installedOn}` : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
