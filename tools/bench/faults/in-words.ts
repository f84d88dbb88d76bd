import { type FaultClass, faultRanges } from './fault-plan';
import type { FalseAlarms, SuiteReport } from './suite';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function shares(by: Readonly<Record<string, number>>): string {
  const parts = Object.entries(by).sort(([, a], [, b]) => b - a);
  return parts.map(([kind, share]) => `${kind} ${percent(share)}`).join(', ');
}

function rates(title: string, alarms: FalseAlarms): string {
  const parts = (by: Readonly<Record<string, number>>): string =>
    Object.entries(by)
      .sort(([, a], [, b]) => b - a)
      .map(([name, rate]) => `${name} ${rate}`)
      .join(', ');
  return `${title}: ${alarms.perSensor30Days} per sensor and 30 days (${alarms.sensors} sensors, ${alarms.sensorDays} sensor days)
  by kind: ${parts(alarms.byKind) || 'none'}
  by quantity: ${parts(alarms.byQuantity)}
  alarm limits, not counted above: ${alarms.limitsPerSensor30Days}
`;
}

/** The report as a table and some lines. */
export function inWords({ classes, controls, betweenFaults, readings }: SuiteReport): string {
  const rows = Object.entries(classes).map(([kind, figures]) => {
    const { hours, size, of } = faultRanges[kind as FaultClass];
    const spread = size[0] === size[1] || kind === 'unit' ? of : `${size.join(' to ')} ${of}`;
    const time = figures.medianHours === null ? '-' : `${figures.medianHours} h`;
    return `| ${kind} | ${hours[0] === hours[1] ? hours[0] : hours.join(' to ')} h; ${spread} | ${figures.faults} | ${percent(figures.detected)} | ${percent(figures.withoutLimits)} | ${percent(figures.byChance)} | ${time} | ${shares(figures.by)} |`;
  });
  return `| fault | drawn from | faults | detected | without alarm limits | by chance | median time | by |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}

${rates('False alarms of sensors without faults', controls)}
${rates('False alarms between faults', betweenFaults)}
${readings} readings judged.
`;
}
