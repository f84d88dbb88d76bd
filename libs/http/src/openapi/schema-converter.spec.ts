import { z } from 'zod';
import { convertSchema } from './schema-converter';

const place = z.object({ lon: z.number() }).meta({ id: 'Place' });
const draft = z.strictObject({ place, size: z.int().default(3) }).meta({ id: 'Draft' });

describe('convertSchema', () => {
  it('makes a component of every named schema', () => {
    const converted = convertSchema(draft, { schemaType: 'input' });
    expect(converted?.schema).toEqual({ $ref: '#/components/schemas/Draft' });
    expect(converted?.components['Draft']).toMatchObject({
      required: ['place'],
      properties: { place: { $ref: '#/components/schemas/Place' } },
    });
    expect(Object.keys(converted?.components ?? {}).sort()).toEqual(['Draft', 'Place']);
  });

  it('gives the output form a name of its own only where it differs', () => {
    const converted = convertSchema(draft, { schemaType: 'output' });
    expect(converted?.schema).toEqual({ $ref: '#/components/schemas/DraftOutput' });
    expect(converted?.components['DraftOutput']).toMatchObject({ required: ['place', 'size'] });
    expect(converted?.components['Place']).toEqual(convertSchema(place, { schemaType: 'input' })?.components['Place']);
  });

  it('leaves what is no zod schema to others', () => {
    expect(convertSchema({ type: 'string' }, { schemaType: 'input' })).toBeUndefined();
  });
});
