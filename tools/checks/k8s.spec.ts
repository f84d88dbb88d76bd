import { existsSync } from 'node:fs';
import path from 'node:path';
import { settingsSchema } from '@app/config';
import { parse } from 'yaml';
import {
  type Container,
  type Manifest,
  type PodTemplate,
  ROOT,
  manifests,
  read,
  selects,
  sourceOf,
} from './deployment';

const files = manifests();
const base = parse(read('k8s/base/kustomization.yaml')) as { resources: string[]; images: { name: string }[] };
const all = base.resources.flatMap((name) => files.get(name) ?? []);
const secrets = files.get('secrets.template.yaml') ?? [];
const ofKind = (kind: string): Manifest[] => all.filter((each) => each.kind === kind);
const services = [...ofKind('Deployment'), ...ofKind('StatefulSet')];
const workloads = [...services, ...ofKind('Job')];
const named = (list: Manifest[]) => list.map((each): [string, Manifest] => [each.metadata.name, each]);
const podOf = (name: string): PodTemplate | undefined =>
  workloads.find((each) => each.metadata.name === name)?.spec.template;
const containerOf = (manifest: Manifest): Container => manifest.spec.template.spec.containers[0] as Container;

describe('k8s/base', () => {
  it('lists every manifest but the template of the secrets', () => {
    const listed = [...base.resources, 'kustomization.yaml', 'secrets.template.yaml'];
    expect(listed.toSorted()).toEqual([...files.keys()].toSorted());
  });

  it('has the three processes and the migration', () => {
    expect(workloads.map((each) => each.metadata.name)).toEqual(['api', 'worker', 'ingest', 'migrate']);
    expect(ofKind('StatefulSet').map((each) => each.metadata.name)).toEqual(['ingest']);
  });

  describe.each(named(workloads))('%s', (name, manifest) => {
    const container = containerOf(manifest);
    const pod = manifest.spec.template.spec;

    it('runs a program that exists in the sources, from the image of the base', () => {
      expect(existsSync(path.join(ROOT, sourceOf(container.command)))).toBe(true);
      expect(base.images.map((image) => image.name)).toContain(container.image);
    });

    it('reads settings that exist, from secrets and config maps that exist', () => {
      for (const { name: setting, valueFrom } of container.env ?? []) {
        expect(Object.keys(settingsSchema.shape)).toContain(setting);
        const secret = secrets.find((each) => each.metadata.name === valueFrom.secretKeyRef.name);
        expect(secret?.stringData).toHaveProperty(valueFrom.secretKeyRef.key);
      }
      for (const { configMapRef } of container.envFrom ?? []) {
        const map = ofKind('ConfigMap').find((each) => each.metadata.name === configMapRef.name);
        expect(Object.keys(settingsSchema.shape)).toEqual(
          expect.arrayContaining(Object.keys(map?.data ?? { none: '' })),
        );
      }
    });

    it('runs unprivileged on a file system that it cannot write', () => {
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(ofKind('ServiceAccount').map((each) => each.metadata.name)).toContain(pod.serviceAccountName);
      for (const mount of container.volumeMounts) expect(pod.volumes.map((each) => each.name)).toContain(mount.name);
    });

    it('asks for what it needs and is bound in memory', () => {
      expect(container.resources.requests).toEqual({
        cpu: expect.stringMatching(/^\d+m$/) as string,
        memory: expect.stringMatching(/^\d+Mi$/) as string,
      });
      expect(container.resources.limits['memory']).toMatch(/^\d+[MG]i$/);
    });

    it('may reach its services', () => {
      const policies = ofKind('NetworkPolicy').filter((each) => each.metadata.name === 'to-services');
      expect(policies.some((each) => selects(each.spec.podSelector, podOf(name)?.metadata.labels ?? {}))).toBe(true);
    });
  });

  describe.each(named(services))('process %s', (name, manifest) => {
    const container = containerOf(manifest);
    const { labels } = manifest.spec.template.metadata;

    it('selects its own pods alone', () => {
      const taken = workloads.filter((each) => selects(manifest.spec.selector, each.spec.template.metadata.labels));
      expect(taken).toEqual([manifest]);
    });

    it('is probed at the health routes, on the port it listens on', () => {
      const ports = container.ports?.map((port) => port.name);
      const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
      expect(probes.map((probe) => probe?.httpGet.path)).toEqual(['/health/live', '/health/live', '/health/ready']);
      for (const probe of probes) expect(ports).toContain(probe?.httpGet.port);
      const map = ofKind('ConfigMap')[0];
      expect(String(container.ports?.[0]?.containerPort)).toBe(map?.data?.['PORT']);
    });

    it('health routes exist in the sources', () => {
      const controller = read('libs/observability/src/health.controller.ts');
      expect(controller).toMatch(/@Controller\('health'\)[\s\S]*@Get\('live'\)[\s\S]*@Get\('ready'\)/);
    });

    it('scales and survives the drain of a node', () => {
      const scaler = ofKind('HorizontalPodAutoscaler').find((each) => each.spec.scaleTargetRef.name === name);
      expect(scaler?.spec.scaleTargetRef.kind).toBe(manifest.kind);
      expect(scaler?.spec.minReplicas).toBe(manifest.spec.replicas);
      expect(scaler?.spec.maxReplicas).toBeGreaterThan(manifest.spec.replicas);
      const budgets = ofKind('PodDisruptionBudget').filter((each) => selects(each.spec.selector, labels));
      expect(budgets).toHaveLength(1);
      expect(budgets[0]?.spec.minAvailable).toBeLessThan(manifest.spec.replicas);
    });

    it('is given longer to stop than it takes for itself', () => {
      const [, ms] = /STOP_WITHIN_MS = ([\d_]+)/.exec(read('libs/process/src/run-process.ts')) ?? [];
      const ownSeconds = Number(ms?.replaceAll('_', '')) / 1000;
      expect(manifest.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(ownSeconds);
    });
  });

  it.each(named(ofKind('Service')))('service %s leads to a named port of one process', (_name, service) => {
    const targets = services.filter((each) =>
      selects({ matchLabels: service.spec.selector }, each.spec.template.metadata.labels),
    );
    expect(targets).toHaveLength(1);
    const ports = containerOf(targets[0] as Manifest).ports?.map((port) => port.name);
    for (const port of service.spec.ports) expect(ports).toContain(port.targetPort);
  });

  it('denies all traffic that no policy names, and every policy takes a pod', () => {
    const policies = ofKind('NetworkPolicy');
    expect(policies[0]?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    for (const policy of policies) {
      const taken = workloads.filter((each) => selects(policy.spec.podSelector, each.spec.template.metadata.labels));
      expect(taken).not.toEqual([]);
    }
  });

  it('holds no secret value', () => {
    const values = secrets.flatMap((each) => Object.values(each.stringData ?? {}));
    expect(values.filter((value) => value !== '' && !value.includes('<password>'))).toEqual([]);
  });
});
