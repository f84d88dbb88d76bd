import * as fc from 'fast-check';
import { type Detection, type LabelledEvent, falseAlarmsPerMonth, hoursOf, scoreEvents } from './events';

const event = (series: string, startH: number, endH: number, kind = 'burst'): LabelledEvent => ({
  series,
  startH,
  endH,
  kind,
});
const at = (series: string, ...hours: number[]): Detection[] => hours.map((atH) => ({ series, atH }));

describe('scoreEvents', () => {
  it('finds an event by the first alarm inside it, ends included, and leaves the rest of its alarms out', () => {
    const score = scoreEvents([event('A', 100, 200), event('A', 300, 301)], at('A', 150, 180, 301), 24);
    expect(score).toMatchObject({ events: 2, found: 2, recall: 1, alarms: 2, falseAlarms: 0, precision: 1 });
    expect(score.medianDelayH).toBe(1);
  });

  it('does not count an alarm that follows a counted one too soon, be it inside an event', () => {
    expect(scoreEvents([event('A', 100, 110)], at('A', 90, 105), 24)).toMatchObject({ found: 0, falseAlarms: 1 });
    expect(scoreEvents([event('A', 100, 115)], at('A', 90, 105, 114), 24)).toMatchObject({ found: 1, falseAlarms: 1 });
  });

  it('keeps series and kinds apart', () => {
    const events = [event('A', 100, 110, 'stuck'), event('B', 100, 110, 'stuck'), event('B', 200, 210, 'drop')];
    const score = scoreEvents(events, [...at('A', 205), ...at('B', 105)], 24);
    expect(score).toMatchObject({ found: 1, falseAlarms: 1, precision: 0.5 });
    expect(score.byKind).toEqual({ stuck: { events: 2, found: 1 }, drop: { events: 1, found: 0 } });
  });

  it('lets one alarm find events that overlap', () => {
    const score = scoreEvents([event('A', 100, 200), event('A', 150, 250)], at('A', 160), 24);
    expect(score).toMatchObject({ found: 2, alarms: 1, precision: 1 });
  });

  it('says nothing where there is nothing to divide by', () => {
    expect(scoreEvents([], [], 24)).toMatchObject({ recall: null, precision: null, medianDelayH: null });
  });

  it('counts every spaced alarm as true, false or repeated, whatever the order they come in', () => {
    const hour = fc.integer({ min: 0, max: 500 });
    const name = fc.constantFrom('A', 'B');
    fc.assert(
      fc.property(
        fc.array(fc.record({ series: name, startH: hour, length: hour }), { maxLength: 8 }),
        fc.array(fc.record({ series: name, atH: hour }), { maxLength: 30 }),
        (spans, detections) => {
          const events = spans.map(({ series, startH, length }) => event(series, startH, startH + length));
          const score = scoreEvents(events, detections, 0);
          expect(score).toEqual(scoreEvents(events, detections.toReversed(), 0));
          const inside = (one: Detection): boolean =>
            events.some(({ series, startH, endH }) => series === one.series && startH <= one.atH && one.atH <= endH);
          expect(score.falseAlarms).toBe(detections.filter((one) => !inside(one)).length);
          const hit = ({ series, startH, endH }: LabelledEvent): boolean =>
            detections.some((one) => one.series === series && startH <= one.atH && one.atH <= endH);
          expect(score.found).toBe(events.filter(hit).length);
        },
      ),
    );
  });
});

describe('times and rates of events', () => {
  it('reads the clock of a file', () => {
    expect(hoursOf('1970-01-02 03:30')).toBe(27.5);
    expect(hoursOf('1970-01-01T01:00:36')).toBe(1.01);
    expect(hoursOf('yesterday')).toBeNaN();
  });

  it('counts false alarms by series and month', () => {
    const score = scoreEvents([], at('A', 1, 100, 200), 24);
    expect(falseAlarmsPerMonth(score, 2, 90)).toBe(0.5);
  });
});
