import { secret, z } from '@app/plugin-sdk';
import { jsonSchemaOf } from '../host/config-faults';
import { secretFields } from './secret-fields';

const fieldsOf = (schema: z.ZodType) => [...secretFields(jsonSchemaOf(schema))].sort();

describe('secretFields', () => {
  it('finds secrets in fields, lists and variants', () => {
    const plain = z.strictObject({ url: z.string(), token: secret(), servers: z.array(z.object({ key: secret() })) });
    expect(fieldsOf(plain)).toEqual(['servers', 'token']);
    const either = z.union([z.strictObject({ a: secret() }), z.strictObject({ b: secret().optional() })]);
    expect(fieldsOf(either)).toEqual(['a', 'b']);
  });

  it('finds secrets in schemas that have a name, or hold themselves', () => {
    const server = z.object({ host: z.string(), key: secret() }).meta({ id: 'PluginTestServer' });
    expect(fieldsOf(z.strictObject({ url: z.string(), server, more: z.array(server) }))).toEqual(['more', 'server']);
    const node = z.object({
      key: secret(),
      get next() {
        return node.optional();
      },
    });
    expect(fieldsOf(z.strictObject({ url: z.string(), chain: node }))).toEqual(['chain']);
    expect(fieldsOf(node)).toEqual(['key', 'next']);
  });
});
