import type { DetectionDetail } from './live-scorer';
import { modelFinding } from './model-finding';

const feature = {
  sensorId: null,
  name: null,
  strength: 2,
  effect: null,
  text: 'On a Monday around 03:00, 5 is usual.',
};
const detail = (code: DetectionDetail['explanation']['code'], name: string | null = null): DetectionDetail => ({
  sensor: { id: 's', number: 1 },
  value: 9,
  expected: 6,
  lower: 4,
  upper: 7,
  explanation: { code, text: feature.text, features: [{ ...feature, code, name, expected: 5, seen: 9 }] },
  context: {
    hour: 3,
    weekday: 0,
    month: 1,
    season: 'winter',
    holiday: false,
    neighbours: [{ sensorId: 'n', name: 'North', value: 1 }],
  },
});

describe('what a model tells its alarm', () => {
  it('names the moment that its expectation is made for', () => {
    expect(modelFinding(detail('time_of_week'))).toEqual({
      code: 'model.time_of_week',
      values: { seen: 9, expected: 5 },
      names: [],
      moment: { weekday: 0, hour: 3, holiday: false },
      text: feature.text,
    });
  });

  it('names the sensors beside, or the one of the zone that stands out', () => {
    expect(modelFinding(detail('neighbours'))).toMatchObject({ names: ['North'], moment: null });
    expect(modelFinding(detail('relation', 'Tank 2'))).toMatchObject({ code: 'model.relation', names: ['Tank 2'] });
  });

  it('falls back on the reading where no reason is known', () => {
    const bare = detail('time_of_week');
    bare.explanation.features = [];
    expect(modelFinding(bare).values).toEqual({ seen: 9, expected: 6 });
  });
});
