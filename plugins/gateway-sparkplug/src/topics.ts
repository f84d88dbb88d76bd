const NAMESPACE = 'spBv1.0';

/** Kinds of messages that edge nodes send. */
export const messageKinds = ['NBIRTH', 'NDEATH', 'NDATA', 'DBIRTH', 'DDEATH', 'DDATA'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Where a message came from. */
export interface Source {
  kind: MessageKind;
  /** `group/node` */
  node: string;
  /** Of the node's devices; null: the node itself. */
  device: string | null;
}

const MAX_ID = 128;

/** @returns null for a topic that no edge node sends on */
export function parseTopic(topic: string): Source | null {
  const [space, group = '', kind = '', node = '', device, more] = topic.split('/');
  if (space !== NAMESPACE || more !== undefined || !isId(group) || !isId(node)) return null;
  if (!(messageKinds as readonly string[]).includes(kind)) return null;
  if (kind.startsWith('D') ? device === undefined || !isId(device) : device !== undefined) return null;
  return { kind: kind as MessageKind, node: `${group}/${node}`, device: device ?? null };
}

function isId(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.length > 0 && text.length <= MAX_ID && !/[+#\u0000-\u001f]/.test(text);
}

/** Topics to listen to: what edge nodes of a group send. */
export function subscriptions(group: string): string[] {
  return messageKinds.map((kind) => `${NAMESPACE}/${group}/${kind}/${kind.startsWith('D') ? '+/+' : '+'}`);
}

/** @param name - `group/node` or `group/node/device` */
export function commandTopic(name: string): string {
  const [group, node, device] = name.split('/');
  return device === undefined ? `${NAMESPACE}/${group}/NCMD/${node}` : `${NAMESPACE}/${group}/DCMD/${node}/${device}`;
}

export function stateTopic(hostId: string): string {
  return `${NAMESPACE}/STATE/${hostId}`;
}
