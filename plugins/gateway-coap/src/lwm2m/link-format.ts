const MAX_LINKS = 1_000;
const link = /<([^<>]{1,200})>((?:\s*;\s*[^,;"\s=<>]{1,32}(?:=(?:"[^"<>]{0,200}"|[^,;"\s<>]{0,200}))?)*)\s*(?:,|$)/y;

/** What a device says it has. */
export interface ObjectLinks {
  /** Objects and instances, as `/3303/0`; without the root. */
  paths: string[];
}

/**
 * Reads the list of objects of a registration (RFC 6690, LwM2M core 1.1, 6.2.1): `</lwm2m>;rt="oma.lwm2m",</lwm2m/3303/0>`.
 * @returns null: it is no such list, or too long
 */
export function readObjectLinks(payload: Uint8Array): ObjectLinks | null {
  const text = Buffer.from(payload).toString('utf8').trim();
  const targets: { path: string; attributes: string }[] = [];
  link.lastIndex = 0;
  while (link.lastIndex < text.length) {
    const match = link.exec(text);
    if (match === null || targets.length >= MAX_LINKS) return null;
    targets.push({ path: match[1] as string, attributes: match[2] ?? '' });
    while (text[link.lastIndex] === ' ') link.lastIndex += 1;
  }
  const root =
    targets.find(({ attributes }) => /;\s*rt="?oma\.lwm2m"?/.test(attributes))?.path.replace(/\/+$/, '') ?? '';
  const paths = targets
    .map(({ path }) => (root !== '' && path.startsWith(`${root}/`) ? path.slice(root.length) : path))
    .filter((path) => /^\/\d{1,5}(\/\d{1,5}){0,2}$/.test(path));
  return { paths };
}

/**
 * The resources that are to be observed on a device.
 * @param wanted - `/3303/5700`: resource of each instance of an object
 * @param paths - what the device has
 */
export function resourcesToObserve(wanted: readonly string[], paths: readonly string[], limit: number): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const [, object, instance] = path.split('/');
    for (const want of wanted) {
      const [, wantedObject, resource] = want.split('/');
      // An object that is named without an instance has none yet; single ones are instance 0.
      if (wantedObject === object && instance !== undefined) found.add(`/${object}/${instance}/${resource}`);
    }
  }
  return [...found].slice(0, limit);
}
