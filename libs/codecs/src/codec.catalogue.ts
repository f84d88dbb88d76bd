import { type Principal, conditionFor, forbidden } from '@app/access';
import type { Codec, CodecPatch, CodecResult, CodecTestReport, CodecTry, NewCodec } from '@app/contracts';
import type { Work } from '@app/database';
import { DomainError, notFound, uuidv7 } from '@app/kernel';
import { ResourceService, ResourceTools, shownFields, visibleTenant } from '@app/resources';
import type { TenantNode } from '@app/tenancy';
import { type FilterQuery, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { CodecEntity } from './codec.entity';
import type { ScriptCodec } from './decoding/payload-codec';
import { runTestVectors, tryCodec } from './decoding/test-vectors';
import { CodecSandbox, SandboxBusyError } from './sandbox';

/**
 * The payload codecs that are kept. Those of the nation are everybody's to use and the nation's to change. A codec
 * becomes active, and stays so when it is changed, only if it passes its test vectors.
 */
@Injectable()
export class CodecCatalogue extends ResourceService<CodecEntity, Codec, NewCodec, CodecPatch> {
  protected override readonly outline = {
    subject: 'Codec',
    noun: 'codec',
    entity: CodecEntity,
    search: ['name', 'description'],
    filters: ['id', 'kind', 'status'],
    order: 'name',
    volatile: ['devices'],
  } as const;

  constructor(
    tools: ResourceTools,
    private readonly sandbox: CodecSandbox,
  ) {
    super(tools);
  }

  /** Runs the test vectors of a codec as it is kept. */
  async test(principal: Principal, id: string): Promise<CodecTestReport> {
    const row = await this.tools.units.run(principal.tenants, (work) => this.find(work, principal, id));
    return unlessBusy(() => runTestVectors(this.sandbox, scriptOf(row), row.testVectors));
  }

  /** Runs a codec that need not be kept. */
  try({ kind, source, fields, expected, error, ...order }: CodecTry): Promise<CodecResult> {
    const wanted =
      expected === undefined && error === undefined ? undefined : { expected: expected ?? null, error: error ?? null };
    const codec = { name: 'unsaved', key: null, kind, source, fields };
    return unlessBusy(() => tryCodec(this.sandbox, codec, order, wanted));
  }

  protected override async views(work: Work, rows: CodecEntity[]): Promise<Codec[]> {
    const counts = await work.sql<{ codec: string; devices: number }>(
      `select codec, count(*)::int as devices from devices where codec = any (?::text[]) group by codec`,
      [`{${rows.map(({ id }) => id).join(',')}}`],
    );
    const devices = new Map(counts.map(({ codec, devices: count }) => [codec, count]));
    return rows.map((row) => {
      const home = this.tools.tree.node(row.tenantId);
      const { name, description, kind, status, source, fields, testVectors } = row;
      return {
        ...shownFields(row),
        municipalityId: home.kind === 'nation' ? null : home.uid,
        name,
        description,
        kind,
        status,
        source,
        fields,
        testVectors,
        devices: devices.get(row.id) ?? 0,
      };
    });
  }

  protected override async tenantFor(_work: Work, principal: Principal, draft: NewCodec): Promise<TenantNode> {
    const { tree } = this.tools;
    const { municipalityId } = draft;
    if (typeof municipalityId === 'string') return visibleTenant(principal, tree, municipalityId, 'municipality');
    const home = tree.node(principal.tenantId);
    if (municipalityId === undefined && home.kind === 'municipality') return home;
    if (home.kind === 'nation') return home;
    const detail = 'Say in which municipality: only the nation keeps codecs for all.';
    throw new DomainError('invalid', 'request.invalid', 'Invalid input', {
      detail,
      errors: [{ pointer: '/municipalityId', detail }],
    });
  }

  protected override newId(): string {
    return uuidv7();
  }

  protected override async fill(_work: Work, _who: Principal, row: CodecEntity, draft: NewCodec): Promise<void> {
    const { municipalityId: _municipality, ...plain } = draft;
    Object.assign(row, plain);
    await this.assertSound(row);
  }

  protected override async change(work: Work, _who: Principal, row: CodecEntity, patch: CodecPatch): Promise<void> {
    if (patch.status === 'draft' && row.status === 'active') await assertUnused(work, row, 'be a draft again');
    Object.assign(row, patch);
    await this.assertSound(row);
  }

  protected override beforeRemove(work: Work, row: CodecEntity): Promise<void> {
    return assertUnused(work, row, 'be taken away');
  }

  /** Codecs of the nation show to everybody who may read codecs at all. */
  protected override readable(principal: Principal, tenants: number[]): FilterQuery<CodecEntity> | null {
    const own = super.readable(principal, tenants);
    return own === null ? null : ({ $or: [this.national(), own] } as FilterQuery<CodecEntity>);
  }

  protected override async find(work: Work, principal: Principal, id: string, lock = false): Promise<CodecEntity> {
    const rights = conditionFor<CodecEntity>(principal, 'read', 'Codec');
    if (rights === null) throw notFound('codec', id);
    const own = { $and: [rights, { tenantId: { $in: [...work.tenants] } }] };
    const readable = { $and: [{ id }, { $or: [this.national(), own] }] } as FilterQuery<CodecEntity>;
    const row = await work.em.findOne(CodecEntity, readable);
    if (row === null) throw notFound('codec', id);
    if (!lock) return row;
    if (!work.tenants.includes(row.tenantId)) {
      throw forbidden('This codec belongs to the nation. Make one of your own to change it.', 'codec.national');
    }
    await work.em.lock(row, LockMode.PESSIMISTIC_WRITE);
    return work.em.refreshOrFail(row);
  }

  private national(): FilterQuery<CodecEntity> {
    return { tenantId: this.tools.tree.nation().id };
  }

  private async assertSound(row: CodecEntity): Promise<void> {
    if (row.status === 'draft') return;
    const { results, passed } = await unlessBusy(() => runTestVectors(this.sandbox, scriptOf(row), row.testVectors));
    if (passed && results.length > 0) return;
    const failed = results.filter((result) => result.passed !== true);
    throw new DomainError('invalid', 'codec.fails-its-test-vectors', 'Codec fails its test vectors', {
      detail:
        results.length === 0
          ? 'An active codec needs at least one test vector. Keep it as a draft until then.'
          : `${failed.length} of ${results.length} test vectors fail. Correct it, or keep it as a draft.`,
      errors: failed.slice(0, 20).map((result) => ({
        pointer: `/testVectors/${results.indexOf(result)}`,
        detail: result.error ?? (result.errors.join('; ') || 'The result is not what is expected.'),
      })),
    });
  }
}

/** A kept codec as the sandbox runs it. */
export function scriptOf({ id, version, name, kind, source, fields }: CodecEntity): ScriptCodec {
  return { name, key: `${id}:${version}`, kind, source, fields };
}

async function assertUnused(work: Work, { id }: CodecEntity, what: string): Promise<void> {
  const [used] = await work.sql(`select 1 from devices where codec = ? limit 1`, [id]);
  if (used === undefined) return;
  throw new DomainError('conflict', 'codec.in-use', 'Codec in use', {
    detail: `Devices use this codec. It can ${what} when none does any more.`,
  });
}

/** A person is told to try again; nothing was run. */
async function unlessBusy<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof SandboxBusyError)) throw error;
    throw new DomainError('unavailable', 'server.unavailable', 'Temporarily unavailable', { detail: error.message });
  }
}
