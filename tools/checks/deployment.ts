import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

/** Root folder of the checkout. */
export const ROOT = path.join(__dirname, '../..');

/** Text of a file of the checkout. */
export const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');

export interface ComposeService {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  networks?: string[];
  network_mode?: string;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  ports?: string[];
  restart?: string;
  read_only?: boolean;
  cap_drop?: string[];
}

export interface Compose {
  services: Record<string, ComposeService>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
}

/** docker-compose.yml with its anchors and merges resolved. */
export const compose = (): Compose => parse(read('docker-compose.yml'), { merge: true }) as Compose;

interface Labels {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values: string[] }[];
}

interface Probe {
  httpGet: { path: string; port: string };
}

export interface Container {
  name: string;
  image: string;
  command: string[];
  ports?: { name: string; containerPort: number }[];
  envFrom?: { configMapRef: { name: string } }[];
  env?: { name: string; valueFrom: { secretKeyRef: { name: string; key: string } } }[];
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  securityContext: Record<string, unknown>;
  volumeMounts: { name: string; mountPath: string }[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
}

export interface PodTemplate {
  metadata: { labels: Record<string, string> };
  spec: {
    containers: Container[];
    volumes: { name: string }[];
    serviceAccountName: string;
    securityContext: Record<string, unknown>;
    terminationGracePeriodSeconds?: number;
  };
}

/** What our manifests hold; fields that a kind does not have are undefined. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  spec: {
    template: PodTemplate;
    selector: Labels & Record<string, string>;
    podSelector: Labels;
    scaleTargetRef: { kind: string; name: string };
    ports: { name: string; targetPort: string }[];
    ingress?: { ports: { port: string }[] }[];
    minReplicas: number;
    maxReplicas: number;
    replicas: number;
    minAvailable: number;
  };
}

/** All documents of the files below `k8s/base`, by file. */
export function manifests(): Map<string, Manifest[]> {
  const files = readdirSync(path.join(ROOT, 'k8s/base')).filter((name) => name.endsWith('.yaml'));
  return new Map(
    files.map((name) => {
      const documents = parseAllDocuments(read(`k8s/base/${name}`));
      for (const each of documents) if (each.errors.length > 0) throw each.errors[0];
      return [name, documents.map((each) => each.toJS() as Manifest)];
    }),
  );
}

/** Whether a selector takes a pod with these labels. */
export function selects(selector: Labels, labels: Record<string, string>): boolean {
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  const within = (selector.matchExpressions ?? []).every(
    ({ key, operator, values }) => operator === 'In' && values.includes(labels[key] ?? ''),
  );
  return equal && within;
}

/** Compiled programs that a command line runs, as their sources. */
export function sourceOf(command: string[]): string {
  const program = command.find((word) => /\.m?js$/.test(word)) ?? '';
  return program.startsWith('dist/') ? program.replace(/^dist\//, '').replace(/\.js$/, '.ts') : program;
}
